using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;

namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>In a database through ADO.NET; PostgreSQL and SQLite understand the same statements.</summary>
/// <param name="database">Where; it belongs to the store.</param>
/// <param name="sessionStatement">Run on every connection before it is used, or null.</param>
/// <param name="writerCountMax">Transactions at once; 1 for a database that has one writer at a time.</param>
/// <param name="schemaLock">Run in the transaction that makes the tables, so that silos that start together make them one after the other; or null.</param>
public sealed class SqlReactorStore(DbDataSource database, string? sessionStatement, int writerCountMax, string? schemaLock = null)
    : IReactorStore, IDisposable
{
    private static readonly ReactorStatements Statements = new();
    private readonly SemaphoreSlim _writers = new(writerCountMax, writerCountMax);

    public void Dispose()
    {
        _writers.Dispose();
        database.Dispose();
    }

    public Task InitializeAsync(CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        await using var command = Command(connection, transaction, "CreateTables");
        if (schemaLock is not null)
        {
            await using var locking = connection.CreateCommand();
            (locking.Transaction, locking.CommandText) = (transaction, schemaLock);
            await locking.ExecuteNonQueryAsync(cancellationToken);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }, cancellationToken);

    public Task<ReactorClaim> ClaimAsync(int partition, CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        await using var command = Command(connection, transaction, "Claim", ("partition", partition));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new ReactorClaim(reader.GetInt64(0), reader.GetInt64(1));
    }, cancellationToken);

    public Task<bool> SaveAsync(int partition, long epoch, ReactorChanges changes, CancellationToken cancellationToken) =>
        WriteAsync(async (connection, transaction) =>
        {
            await using var checkpoint = Command(
                connection, transaction, "SaveCheckpoint", ("partition", partition), ("epoch", epoch), ("position", changes.Checkpoint));
            if (await checkpoint.ExecuteNonQueryAsync(cancellationToken) == 0) return false;

            foreach (var (id, due) in changes.Due)
            {
                await using var command = due is null
                    ? Command(connection, transaction, "DeleteDue", ("partition", partition), ("id", id))
                    : SaveDue(connection, transaction, partition, due);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            foreach (var (process, parked) in changes.Parked)
            {
                await using var command = parked is null
                    ? Command(connection, transaction, "DeleteParked", ("partition", partition), ("reactor", process.Reactor), ("process", process.Process))
                    : SaveParked(connection, transaction, parked);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            return true;
        }, cancellationToken);

    public Task<IReadOnlyList<DueTime>> ReadDueAsync(int partition, DateTimeOffset until, int countMax, CancellationToken cancellationToken) =>
        ReadAsync("ReadDue", ReadDue, cancellationToken, ("partition", partition), ("until", ToMicroseconds(until)), ("count", countMax));

    public async Task<DateTimeOffset?> FindNextDueAsync(int partition, CancellationToken cancellationToken)
    {
        var next = await ReadAsync("FindNextDue", static reader => FromMicroseconds(reader.GetInt64(0)), cancellationToken, ("partition", partition));
        return next.Count == 0 ? null : next[0];
    }

    public Task<IReadOnlyList<ParkedReaction>> ReadParkedAsync(int partition, int countMax, CancellationToken cancellationToken) =>
        ReadAsync("ReadParked", reader => ReadParked(partition, reader), cancellationToken, ("partition", partition), ("count", countMax));

    private static DbCommand SaveDue(DbConnection connection, DbTransaction transaction, int partition, DueTime due)
    {
        var step = DueStepCodec.Write(due.Step);
        return Command(connection, transaction, "SaveDue", ("partition", partition), ("id", due.Id), ("due_us", ToMicroseconds(due.At)),
            ("target", step.Target), ("command", step.Command), ("argument", step.Argument));
    }

    private static DbCommand SaveParked(DbConnection connection, DbTransaction transaction, ParkedReaction parked) => Command(
        connection, transaction, "SaveParked", ("partition", parked.Partition), ("reactor", parked.Reactor), ("process", parked.Process),
        ("key", parked.Key.Value), ("position", parked.Position), ("type", parked.EventType), ("error", parked.Error),
        ("is_transient", parked.IsTransient ? 1 : 0), ("since_us", ToMicroseconds(parked.Since)));

    private static DueTime ReadDue(DbDataReader reader) => new(
        reader.GetString(0), FromMicroseconds(reader.GetInt64(1)), DueStepCodec.Read(new(reader.GetString(2), reader.GetString(3), reader.GetString(4))));

    private static ParkedReaction ReadParked(int partition, DbDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), partition, PartitionKey.Parse(reader.GetString(2)), reader.GetInt64(3), reader.GetString(4),
        reader.GetString(5), reader.GetInt32(6) == 1, FromMicroseconds(reader.GetInt64(7)));

    /// <summary>Rounded up, so that nothing is due before its time.</summary>
    private static long ToMicroseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string name, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text comes from a resource of this assembly; what varies goes in as parameters.
        command.CommandText = Statements[name];
#pragma warning restore CA2100
        foreach (var (parameterName, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = parameterName;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        await _writers.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await write(connection, transaction);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _writers.Release();
        }
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        string name, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(connection, transaction: null, name, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        if (sessionStatement is null) return connection;
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Given by the composition root, never by a user.
        command.CommandText = sessionStatement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }
}
