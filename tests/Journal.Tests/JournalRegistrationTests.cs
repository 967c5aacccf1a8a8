using CommandProcessor.Journal.Postgres;
using CommandProcessor.Journal.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Journal.Tests;

public sealed class JournalRegistrationTests
{
    [Fact]
    public async Task A_journal_of_each_store_can_be_registered()
    {
        await using var sqlite = new ServiceCollection().AddSqliteJournal("Data Source=journal.db").BuildServiceProvider();
        await using var postgres = new ServiceCollection().AddPostgresJournal("Host=127.0.0.1").BuildServiceProvider();

        Assert.IsType<SqliteJournal>(sqlite.GetRequiredService<IJournal>());
        Assert.IsType<PostgresJournal>(postgres.GetRequiredService<IJournal>());
        Assert.Same(sqlite.GetRequiredService<IJournal>(), sqlite.GetRequiredService<SqliteJournal>());
    }

    [Fact]
    public async Task Every_mistake_in_the_options_is_named()
    {
        await using var services = new ServiceCollection().AddSqliteJournal(options =>
        {
            options.ConnectionString = "Data Source=:memory:";
            options.PartitionCount = 0;
            options.ReadCountMax = 0;
        }).BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IJournal>);

        Assert.Collection(refused.Failures,
            mistake => Assert.Equal("Journal:PartitionCount is 0; it must be between 1 and 1024.", mistake),
            mistake => Assert.Equal("Journal:ReadCountMax is 0; it must be between 1 and 1000000.", mistake),
            mistake => Assert.Equal("Journal:ConnectionString 'Data Source=:memory:' names no file; expected such as 'Data Source=journal.db'.", mistake));
    }

    [Fact]
    public void Mistakes_in_the_spreading_over_databases_are_named()
    {
        var options = new PostgresJournalOptions
        {
            ConnectionStrings = ["Host=a", "Host=a", "nonsense"],
            PartitionRanges = ["0-7", "7-15"],
        };

        Assert.Equal(
            [
                "Journal:ConnectionStrings names a database twice.",
                "Journal:ConnectionStrings:2 is no connection string of Npgsql.",
                "Journal:PartitionRanges has 2 entries for 3 databases.",
                "Journal:PartitionRanges: Partition 7 is in two ranges, 0-7 and 7-15.",
            ],
            options.Mistakes());
    }

    [Fact]
    public void A_journal_without_a_database_is_refused() =>
        Assert.Throws<ArgumentException>(() => new PostgresJournal(new PostgresJournalOptions(), TimeProvider.System));
}
