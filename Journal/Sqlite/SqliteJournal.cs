using System.Data.Common;
using System.Text.Json;
using CommandProcessor.Journal.Sql;
using Microsoft.Data.Sqlite;

namespace CommandProcessor.Journal.Sqlite;

/// <summary>A journal in one SQLite file.</summary>
public sealed class SqliteJournal : SqlJournal
{
    private const string Dialect = "Sqlite";
    private readonly SqliteConnections _connections;
    private readonly SqliteCommitter _committer;
    private readonly SqliteSchema _schema;
    private readonly SemaphoreSlim _readers;

    public SqliteJournal(SqliteJournalOptions options, TimeProvider time)
        : base(Dialect, options, time)
    {
        _connections = new(options);
        _committer = new(_connections, options);
        _schema = new(Statements, options.PartitionCount);
        _readers = new(options.ReaderCountMax);
    }

    public override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(_connections.File)) await ReadAsync(Check, cancellationToken);
        await _committer.CommitAsync(Migrate, cancellationToken);

        object? Check(SqliteConnection connection)
        {
            _schema.Check(connection, _connections.File);
            return null;
        }

        object? Migrate(SqliteSession session)
        {
            _schema.Migrate(session.Connection, _connections.File);
            return null;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _committer.DisposeAsync();
        _connections.ForgetReaders();
        _readers.Dispose();
    }

    internal override Task<AppendOutcome> AppendAsync(AppendBatch batch, CancellationToken cancellationToken) =>
        _committer.CommitAsync(session => SqliteAppend.Run(session, Statements, batch), cancellationToken);

    internal override Task<bool> SavePublishedAsync(int partition, long epoch, long head, long published, CancellationToken cancellationToken) =>
        _committer.CommitAsync(session =>
        {
            var command = session.Prepare(Statements.Get("save_published"), "@partition", "@epoch", "@head", "@published");
            command.Parameters[0].Value = partition;
            command.Parameters[1].Value = epoch;
            command.Parameters[2].Value = head;
            command.Parameters[3].Value = published;
            return command.ExecuteNonQuery() == 1;
        }, cancellationToken);

    private protected override async Task<PartitionState> ClaimRowAsync(int partition, string owner, CancellationToken cancellationToken)
    {
        var claimedAt = Microseconds.From(Time.GetUtcNow());
        var claimed = await _committer.CommitAsync(session =>
        {
            var command = session.Prepare(Statements.Get("claim"), "@partition", "@owner", "@claimed_at");
            command.Parameters[0].Value = partition;
            command.Parameters[1].Value = owner;
            command.Parameters[2].Value = claimedAt;
            using var row = command.ExecuteReader();
            return row.Read() ? ReadState(partition, row) : null;
        }, cancellationToken);
        return claimed ?? throw Uninitialized(partition);
    }

    private protected override Task<IReadOnlyList<T>> QueryAsync<T>(
        int partition, string statement, Parameter[] parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        ReadAsync(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = Statements.Get(statement, partition);
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue($"@{name}", value);
            using var rows = command.ExecuteReader();
            var all = new List<T>();
            while (rows.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                all.Add(read(rows));
            }

            return (IReadOnlyList<T>)all;
        }, cancellationToken);

    private protected override object ToParameter(Guid value) => value.ToByteArray(bigEndian: true);

    private protected override object ToParameter(string[] values) => JsonSerializer.Serialize(values);

    private protected override Guid ReadId(DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    /// <summary>On a thread of the pool, never on the caller's: SQLite blocks.</summary>
    private async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        await _readers.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() =>
            {
                using var connection = _connections.OpenReader();
                return read(connection);
            }, cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, isCommit: false);
        }
        finally
        {
            _readers.Release();
        }
    }
}
