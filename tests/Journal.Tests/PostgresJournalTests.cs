using CommandProcessor.Journal.Postgres;
using CommandProcessor.Testing.Databases;

namespace CommandProcessor.Journal.Tests;

[Trait("Category", "Postgres")]
public sealed class PostgresJournalTests : JournalConformance
{
    private PostgresDatabase? _database;

    protected override async Task CreateDatabaseAsync()
    {
        Assert.SkipUnless(PostgresDatabase.IsAvailable, PostgresDatabase.SkipReason);
        _database = await PostgresDatabase.CreateAsync(Cancellation);
    }

    protected override async Task DropDatabaseAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
    }

    protected override SqlJournal Open(int partitionCount, Action<JournalOptions>? configure = null)
    {
        var options = new PostgresJournalOptions { ConnectionStrings = [Database.ConnectionString], PartitionCount = partitionCount };
        configure?.Invoke(options);
        return new PostgresJournal(options, TimeProvider.System);
    }

    protected override Task TamperAsync(string sql) => Database.ExecuteAsync(sql, Cancellation);

    private PostgresDatabase Database => _database ?? throw new InvalidOperationException("The database is not there yet.");
}
