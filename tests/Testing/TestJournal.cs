using CommandProcessor.Journal;
using CommandProcessor.Journal.Postgres;
using CommandProcessor.Journal.Sqlite;
using CommandProcessor.Testing.Servers;
using Npgsql;

namespace CommandProcessor.Testing;

/// <summary>A journal of a test's own, in a file or in a database, that goes with the test.</summary>
public sealed class TestJournal : IAsyncDisposable
{
    public const int PartitionCountDefault = 4;

    private readonly Func<ValueTask> _dispose;

    private TestJournal(IJournal journal, Func<ValueTask> dispose)
    {
        Journal = journal;
        _dispose = dispose;
    }

    public IJournal Journal { get; }

    public static async Task<TestJournal> CreateSqliteAsync(CancellationToken cancellationToken, int partitionCount = PartitionCountDefault)
    {
        var folder = new TemporaryFolder();
        var options = new SqliteJournalOptions { ConnectionString = $"Data Source={folder.Path}/journal.db", PartitionCount = partitionCount };
        var journal = new SqliteJournal(options, TimeProvider.System);
        await journal.InitializeAsync(cancellationToken);
        return new(journal, async () =>
        {
            await journal.DisposeAsync();
            folder.Dispose();
        });
    }

    /// <summary>In a new database on the server that <see cref="TestServers.Postgres"/> names.</summary>
    public static async Task<TestJournal> CreatePostgresAsync(CancellationToken cancellationToken, int partitionCount = PartitionCountDefault)
    {
        var server = TestServers.Postgres ?? throw new InvalidOperationException($"{TestServers.PostgresVariable} is not set.");
        var name = $"journal_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name}", cancellationToken);
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true }.ConnectionString;
        var journal = new PostgresJournal(new PostgresJournalOptions { ConnectionStrings = [connectionString], PartitionCount = partitionCount }, TimeProvider.System);
        await journal.InitializeAsync(cancellationToken);
        return new(journal, async () =>
        {
            await journal.DisposeAsync();
            await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)", CancellationToken.None);
        });
    }

    public ValueTask DisposeAsync() => _dispose();

    private static async Task ExecuteAsync(string server, string statement, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(server);
#pragma warning disable CA2100 // The name is made here of digits and letters.
        await using var command = source.CreateCommand(statement);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
