using CommandProcessor.Journal.Sqlite;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Journals;
using Microsoft.Data.Sqlite;
using static CommandProcessor.Testing.Journals.AppendRequests;

namespace CommandProcessor.Journal.Tests;

/// <summary>What only SQLite can do to a journal.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string ConnectionString => $"Data Source={Path.Combine(_folder.Path, "journal.db")}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_another_process_holds_is_a_transient_failure_of_known_outcome()
    {
        await using var journal = new SqliteJournal(new() { ConnectionString = ConnectionString, BusyTimeoutSeconds = 1 }, TimeProvider.System);
        await journal.InitializeAsync(Cancellation);
        var writer = await journal.ClaimAsync(journal.Partitioning.PartitionOf(Key("ann")), "test", Cancellation);
        await using var other = new SqliteConnection(ConnectionString + ";Pooling=false");
        await other.OpenAsync(Cancellation);
        await ExecuteAsync(other, "BEGIN IMMEDIATE");

        var failed = await Assert.ThrowsAsync<JournalException>(() => writer.AppendAsync([Request("ann", 1, 0)], 0, Cancellation));

        Assert.Equal((true, false), (failed.IsTransient, failed.IsOutcomeUnknown));
        await ExecuteAsync(other, "ROLLBACK");
        writer = await journal.ClaimAsync(writer.Partition, "test", Cancellation);
        Assert.IsType<AppendResult.Appended>((await writer.AppendAsync([Request("ann", 1, 0)], 0, Cancellation))[0]);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_a_final_failure()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "journal.db"), new string('x', 10_000), Cancellation);
        await using var journal = new SqliteJournal(new() { ConnectionString = ConnectionString }, TimeProvider.System);

        var failed = await Assert.ThrowsAsync<JournalException>(() => journal.InitializeAsync(Cancellation));

        Assert.False(failed.IsTransient);
    }

    [Fact]
    public async Task A_journal_that_was_never_initialized_says_so()
    {
        await using var journal = new SqliteJournal(new() { ConnectionString = ConnectionString }, TimeProvider.System);

        var failed = await Assert.ThrowsAsync<JournalException>(() => journal.GetStateAsync(0, Cancellation));

        Assert.False(failed.IsTransient);
    }

    [Fact]
    public async Task Commits_are_durable_and_readers_do_not_wait_for_the_writer()
    {
        await using var journal = new SqliteJournal(new() { ConnectionString = ConnectionString }, TimeProvider.System);
        await journal.InitializeAsync(Cancellation);
        await using var other = new SqliteConnection(ConnectionString + ";Pooling=false");
        await other.OpenAsync(Cancellation);
        await ExecuteAsync(other, "BEGIN IMMEDIATE");

        var state = await journal.GetStateAsync(0, Cancellation);

        Assert.Equal(0, state.Head);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "journal.db-wal")));
    }

    [Fact]
    public async Task A_journal_that_was_disposed_takes_nothing_more()
    {
        var journal = new SqliteJournal(new() { ConnectionString = ConnectionString }, TimeProvider.System);
        await journal.InitializeAsync(Cancellation);
        await journal.DisposeAsync();
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.ClaimAsync(0, "test", Cancellation));
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
