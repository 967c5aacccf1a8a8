using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Journal;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>In a database through ADO.NET; PostgreSQL and SQLite understand the same statements, but for those that take arrays.</summary>
public sealed class SqlReactorStore : IReactorStore, IParkedReactions, IDisposable
{
    internal static readonly SqlFile Statements = SqlFile.Load(typeof(SqlReactorStore).Assembly, "Reactors/Stores/Sql/Reactors.sql");
    private readonly DbDataSource _database;
    private readonly SemaphoreSlim _writers;

    private SqlReactorStore(DbDataSource database, int writerCountMax)
    {
        _database = database;
        _writers = new(writerCountMax, writerCountMax);
    }

    /// <summary>Run on every connection before it is used, or null.</summary>
    private string? SessionStatement { get; init; }

    /// <summary>Run in the transaction that makes the tables, so that silos that start together make them one after the other; or null.</summary>
    private string? SchemaLock { get; init; }

    /// <summary>True if the database takes arrays: then any number of due times is one statement, where else each is a round trip.</summary>
    private bool HasArrays { get; init; }

    /// <param name="database">Belongs to the store from now on.</param>
    /// <param name="writerCountMax">Transactions at once.</param>
    public static SqlReactorStore OnPostgreSql(DbDataSource database, int writerCountMax) =>
        new(database, writerCountMax) { SchemaLock = Statements["LockSchemaOnPostgreSql"], HasArrays = true };

    /// <summary>A file has one writer at a time. A power cut may take the newest that was saved, which is then done again.</summary>
    /// <param name="database">Belongs to the store from now on.</param>
    public static SqlReactorStore OnSqlite(DbDataSource database) =>
        new(database, writerCountMax: 1) { SessionStatement = Statements["BeginSessionOnSqlite"] };

    public void Dispose()
    {
        _writers.Dispose();
        _database.Dispose();
    }

    public Task InitializeAsync(CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        if (SchemaLock is not null)
        {
            await using var locking = connection.Command(SchemaLock, transaction);
            await locking.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var create = connection.Command(Statements["CreateTables"], transaction);
        return await create.ExecuteNonQueryAsync(cancellationToken);
    }, cancellationToken);

    public Task<ReactorClaim> ClaimAsync(int partition, CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        await using var command = connection.Command(Statements["Claim"], transaction).Add("partition", partition);
        return (await command.RowsAsync(static row => new ReactorClaim(row.GetInt64(0), row.GetInt64(1)), cancellationToken))[0];
    }, cancellationToken);

    public Task<bool> SaveAsync(int partition, long epoch, ReactorChanges changes, CancellationToken cancellationToken) =>
        WriteAsync(async (connection, transaction) =>
        {
            await using var checkpoint = connection.Command(Statements["SaveCheckpoint"], transaction)
                .Add("partition", partition).Add("epoch", epoch).Add("position", changes.Checkpoint);
            if (await checkpoint.ExecuteNonQueryAsync(cancellationToken) == 0) return false;

            foreach (var due in HasArrays ? DueTogether(connection, transaction, changes.Due) : DueOneByOne(connection, transaction, changes.Due))
            {
                await using var command = due.Add("partition", partition);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            foreach (var (process, parked) in changes.Parked)
            {
                await using var command = parked is null ? DeleteParked(connection, transaction, process) : SaveParked(connection, transaction, parked);
                await command.Add("partition", partition).ExecuteNonQueryAsync(cancellationToken);
            }

            foreach (var (id, unreadable) in changes.Unreadable)
            {
                await using var command = unreadable is null ? DeleteUnreadable(connection, transaction, id) : SaveUnreadable(connection, transaction, unreadable);
                await command.Add("partition", partition).ExecuteNonQueryAsync(cancellationToken);
            }

            return true;
        }, cancellationToken);

    public async Task<IReadOnlyList<DueTime>> ReadDueAsync(int partition, DateTimeOffset until, int countMax, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(
            "ReadDue", command => command.Add("partition", partition).Add("until", Microseconds.From(until)).Add("count", countMax),
            static row => (Id: row.GetString(0), At: Microseconds.ToTime(row.GetInt64(1)), Step: StepAt(row, 2)), cancellationToken);
        var (due, unreadable) = (new List<DueTime>(rows.Count), new List<UnreadableDue>());
        foreach (var row in rows)
        {
            try
            {
                due.Add(new(row.Id, row.At, DueStepCodec.Read(row.Step)));
            }
            catch (FormatException exception)
            {
                unreadable.Add(new(row.Id, row.At, row.Step, exception.Message));
            }
        }

        return unreadable.Count == 0 ? due : throw new UnreadableDueException(unreadable);
    }

    public async Task<DateTimeOffset?> FindNextDueAsync(int partition, CancellationToken cancellationToken)
    {
        var next = await ReadAsync(
            "FindNextDue", command => command.Add("partition", partition), static row => Microseconds.ToTime(row.GetInt64(0)), cancellationToken);
        return next.Count == 0 ? null : next[0];
    }

    public Task<IReadOnlyList<ParkedReaction>> ReadParkedAsync(int partition, int countMax, CancellationToken cancellationToken) =>
        ReadAsync("ReadParked", command => command.Add("partition", partition).Add("count", countMax), ReadParked, cancellationToken);

    public Task<IReadOnlyList<UnreadableDue>> ReadUnreadableAsync(int partition, int countMax, CancellationToken cancellationToken) =>
        ReadAsync("ReadUnreadable", command => command.Add("partition", partition).Add("count", countMax), ReadUnreadable, cancellationToken);

    public async Task<long> CountParkedAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("CountParked", static _ => { }, static row => row.GetInt64(0), cancellationToken))[0];

    public async Task<IReadOnlyList<ParkedReaction>> ListParkedAsync(int countMax, CancellationToken cancellationToken)
    {
        var parked = await ReadAsync("ListParked", command => command.Add("count", countMax), ReadParked, cancellationToken);
        var unreadable = await ReadAsync(
            "ListUnreadable", command => command.Add("count", countMax - parked.Count), static row => ReadUnreadable(row).ToParked(row.GetInt32(0)), cancellationToken);
        return [.. parked, .. unreadable];
    }

    private static IEnumerable<DbCommand> DueOneByOne(DbConnection connection, DbTransaction transaction, IReadOnlyDictionary<string, DueTime?> changes) =>
        changes.Select(change => change.Value is { } due ? SaveDue(connection, transaction, due) : DeleteDue(connection, transaction, change.Key));

    private static IEnumerable<DbCommand> DueTogether(DbConnection connection, DbTransaction transaction, IReadOnlyDictionary<string, DueTime?> changes)
    {
        DueTime[] due = [.. changes.Values.OfType<DueTime>()];
        if (due.Length > 0)
        {
            var steps = Array.ConvertAll(due, item => DueStepCodec.Write(item.Step));
            yield return connection.Command(Statements["SaveDueTogether"], transaction)
                .Add("ids", Array.ConvertAll(due, item => item.Id)).Add("due_us", Array.ConvertAll(due, item => Microseconds.RoundedUp(item.At)))
                .Add("targets", Array.ConvertAll(steps, step => step.Target)).Add("commands", Array.ConvertAll(steps, step => step.Command))
                .Add("arguments", Array.ConvertAll(steps, step => step.Argument));
        }

        string[] forgotten = [.. changes.Where(change => change.Value is null).Select(change => change.Key)];
        if (forgotten.Length > 0) yield return connection.Command(Statements["DeleteDueTogether"], transaction).Add("ids", forgotten);
    }

    private static DbCommand SaveDue(DbConnection connection, DbTransaction transaction, DueTime due)
    {
        var step = DueStepCodec.Write(due.Step);
        return connection.Command(Statements["SaveDue"], transaction)
            .Add("id", due.Id).Add("due_us", Microseconds.RoundedUp(due.At))
            .Add("target", step.Target).Add("command", step.Command).Add("argument", step.Argument);
    }

    private static DbCommand DeleteDue(DbConnection connection, DbTransaction transaction, string id) =>
        connection.Command(Statements["DeleteDue"], transaction).Add("id", id);

    private static DbCommand SaveParked(DbConnection connection, DbTransaction transaction, ParkedReaction parked) =>
        connection.Command(Statements["SaveParked"], transaction)
            .Add("reactor", parked.Reactor).Add("process", parked.Process).Add("key", parked.Key.Value).Add("position", parked.Position)
            .Add("type", parked.EventType).Add("error", parked.Error).Add("is_transient", parked.IsTransient ? 1 : 0)
            .Add("since_us", Microseconds.RoundedUp(parked.Since));

    private static DbCommand DeleteParked(DbConnection connection, DbTransaction transaction, ProcessId process) =>
        connection.Command(Statements["DeleteParked"], transaction).Add("reactor", process.Reactor).Add("process", process.Process);

    private static DbCommand SaveUnreadable(DbConnection connection, DbTransaction transaction, UnreadableDue due) =>
        connection.Command(Statements["SaveUnreadable"], transaction)
            .Add("id", due.Id).Add("due_us", Microseconds.From(due.At))
            .Add("target", due.Step.Target).Add("command", due.Step.Command).Add("argument", due.Step.Argument)
            .Add("error", due.Error).Add("since_us", Microseconds.RoundedUp(due.Since));

    private static DbCommand DeleteUnreadable(DbConnection connection, DbTransaction transaction, string id) =>
        connection.Command(Statements["DeleteUnreadable"], transaction).Add("id", id);

    private static StoredStep StepAt(DbDataReader row, int column) => new(row.GetString(column), row.GetString(column + 1), row.GetString(column + 2));

    private static ParkedReaction ReadParked(DbDataReader row) => new(
        row.GetString(1), row.GetString(2), row.GetInt32(0), PartitionKey.Parse(row.GetString(3)), row.GetInt64(4), row.GetString(5),
        row.GetString(6), row.GetInt32(7) == 1, Microseconds.ToTime(row.GetInt64(8)));

    private static UnreadableDue ReadUnreadable(DbDataReader row) =>
        new(row.GetString(1), Microseconds.ToTime(row.GetInt64(2)), StepAt(row, 3), row.GetString(6)) { Since = Microseconds.ToTime(row.GetInt64(7)) };

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
        string statement, Action<DbCommand> bind, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.Command(Statements[statement]);
        bind(command);
        return await command.RowsAsync(read, cancellationToken);
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await _database.OpenConnectionAsync(cancellationToken);
        if (SessionStatement is null) return connection;
        try
        {
            await using var command = connection.Command(SessionStatement);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
