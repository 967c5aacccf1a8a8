using System.Data.Common;
using System.Text.Json;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>
/// SQLite, whose driver blocks: one thread writes, as the database allows only one writer, and a few read beside it. With <c>synchronous
/// = NORMAL</c> a power cut may take the newest commits, but never an older one before a newer: the checkpoint of the road stands in the
/// same file and is written later than the rows it speaks for, so what is lost is delivered again.
/// </summary>
internal sealed class SqliteDialect : ISqlDialect, IDisposable
{
    private const int ReaderCount = 2;
    private const int QueueMax = 20_000;
    private readonly DatabaseThread _writer;
    private readonly DatabaseThread[] _readers;
    private int _next;

    public SqliteDialect(DbDataSource source)
    {
        _writer = new("read model writer", source, connection => Prepare(connection, "PRAGMA journal_mode = WAL"), QueueMax);
        _readers = [.. Enumerable.Range(1, ReaderCount).Select(number => new DatabaseThread($"read model reader {number}", source,
            connection => Prepare(connection, "PRAGMA query_only = ON"), QueueMax))];
    }

    public string Name => "Sqlite";

    public SqlFile Statements { get; } = SqlFile.Load(typeof(SqliteDialect).Assembly, "Stores/Statements/Common.sql", "Stores/Statements/Sqlite.sql");

    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var reader = _readers[(uint)Interlocked.Increment(ref _next) % ReaderCount];
        return RunAsync(reader, connection => Finished(work(connection, CancellationToken.None)), cancellationToken);
    }

    public Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken) =>
        RunAsync(_writer, connection => Finished(work(connection, CancellationToken.None)), cancellationToken);

    public object List(IReadOnlyList<string> values) => JsonSerializer.Serialize(values);

    public object List(IReadOnlyList<int> values) => JsonSerializer.Serialize(values);

    public void Dispose()
    {
        _writer.Dispose();
        foreach (var reader in _readers) reader.Dispose();
    }

    private static async Task<T> RunAsync<T>(DatabaseThread thread, Func<DbConnection, T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await thread.RunAsync(work, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new ReadModelException("SQLite behind the read models failed: " + exception.Message, exception.IsTransient, exception);
        }
    }

    /// <summary>The driver's asynchronous calls run to their end before they return, so there is nothing left to wait for.</summary>
    private static T Finished<T>(ValueTask<T> work)
    {
        if (!work.IsCompleted) throw new InvalidOperationException("The driver of SQLite went on in the background.");
#pragma warning disable VSTHRD002 // It is completed: nothing is waited for.
        return work.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    private static void Prepare(DbConnection connection, string pragma)
    {
        using var command = connection.Command(pragma
            + "; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16000");
        command.ExecuteNonQuery();
        ContentChecksum.Register(connection);
    }
}
