using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>What the stores of both dialects share: everything but how many rows are loaded or saved at once.</summary>
public abstract class SqlReadModelStore : IReadModelStore
{
    private const string AfterAll = "\U0010FFFF";
    private readonly ConcurrentDictionary<ReadModelId, int> _models = new();

    private protected SqlReadModelStore(ISqlDialect dialect)
    {
        Dialect = dialect;
        Statements = dialect.Statements;
    }

    internal ISqlDialect Dialect { get; }

    private protected SqlFile Statements { get; }

    public Task InitializeAsync(CancellationToken cancellationToken) => SqlSchema.MigrateAsync(Dialect, cancellationToken);

    public abstract Task<IReadOnlyList<ReadModelRow?>> LoadAsync(
        IReadOnlyList<ReadModelAddress> addresses, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<ItemRow?>> LoadItemsAsync(IReadOnlyList<ItemAddress> addresses, CancellationToken cancellationToken);

    public Task<IReadOnlyList<ItemRow>> ReadPageAsync(ReadModelId model, ItemPage page, CancellationToken cancellationToken)
    {
        var after = page.After ?? new ItemCursor(long.MaxValue, AfterAll);
        return ReadAsync("ReadPage", model, Bind, ReadItem, cancellationToken);

        void Bind(DbCommand command) => command.Add("key", page.Key.Value).Add("categories", Dialect.List(page.Categories))
            .Add("sort", after.Sort).Add("item", after.Item).Add("count", page.CountMax).Add("rows", page.AreFinal ? int.MaxValue : page.CountMax);
    }

    public abstract Task<IReadOnlyList<ReadModelAddress>> SaveAsync(
        IReadOnlyList<ReadModelChange> group, CancellationToken cancellationToken);

    public async Task<bool> ParkAsync(ReadModelAddress address, ReadModelRow head, CancellationToken cancellationToken) =>
        await WriteAsync("Park", address.Model, command => BindPark(command, head), cancellationToken) > 0;

    public async Task<bool> ParkForAsync(ReadModelAddress whole, long generation, ReadModelRow head, CancellationToken cancellationToken)
    {
        var model = await ModelAsync(whole.Model, cancellationToken);
        return await InTransactionAsync(
            async (connection, transaction, token) =>
            {
                var now = await LockAsync(connection, transaction, model, whole.Key, token) ?? (Position: 0, Generation: 0);
                if (now.Generation != generation) return false;
                await ExecuteAsync(connection, transaction, "Park", command => BindPark(command.Add("model", model), head), token);
                return true;
            },
            cancellationToken);
    }

    public Task UnparkAsync(ReadModelAddress address, CancellationToken cancellationToken) =>
        WriteAsync("Unpark", address.Model, command => command.Add("key", address.Key.Value), cancellationToken);

    public Task<IReadOnlyList<ReadModelRow>> ListParkedAsync(ReadModelId model, PartitionKey? after, int countMax,
        CancellationToken cancellationToken) =>
        ReadAsync("ListParked", model, command => command.Add("after", after?.Value ?? "").Add("count", countMax), ReadHead,
            cancellationToken);

    public async Task<long> CountParkedAsync(ReadModelId model, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync("CountParked", model, static _ => { }, static reader => reader.GetInt64(0), cancellationToken);
        return rows[0];
    }

    public Task<IReadOnlyList<ReadModelRow>> ReadPartitionAsync(
        ReadModelId model, int partition, PartitionKey? after, int countMax, CancellationToken cancellationToken) =>
        ReadAsync(
            "ReadPartition",
            model,
            command => command.Add("partition", partition).Add("after", after?.Value ?? "").Add("count", countMax),
            ReadHead,
            cancellationToken);

    public Task<IReadOnlyList<ItemRow>> ReadItemsAsync(
        ReadModelId model, IReadOnlyList<PartitionKey> keys, ItemRow? after, int countMax, CancellationToken cancellationToken)
    {
        var names = Dialect.List([.. keys.Select(key => key.Value)]);
        return ReadAsync("ReadItems", model, Bind, ReadItem, cancellationToken);

        void Bind(DbCommand command) => command
            .Add("keys", names).Add("after_key", after?.Key.Value ?? "").Add("after_item", after?.Item ?? "").Add("count", countMax);
    }

    public Task DeleteAsync(ReadModelAddress address, CancellationToken cancellationToken) =>
        WriteAsync("Delete", address.Model, command => command.Add("key", address.Key.Value), cancellationToken);

    public Task DeletePartitionAsync(ReadModelId model, int partition, CancellationToken cancellationToken) =>
        WriteAsync("DeletePartition", model, command => command.Add("partition", partition), cancellationToken);

    public async Task BeginPartitionAsync(
        ReadModelAddress address, int partition, long generation, Func<SaveTransaction, CancellationToken, Task>? beside, CancellationToken cancellationToken)
    {
        var model = await ModelAsync(address.Model, cancellationToken);
        await InTransactionAsync(
            async (connection, transaction, token) =>
            {
                await LockAsync(connection, transaction, model, address.Key, token);
                await ExecuteAsync(connection, transaction, "DeletePartition", command => command.Add("model", model).Add("partition", partition), token);
                await ExecuteAsync(
                    connection, transaction, "BeginHead",
                    command => command.Add("model", model).Add("key", address.Key.Value).Add("partition", partition).Add("body", "{}").Add("generation", generation), token);
                if (beside is not null) await beside(new(connection, transaction, partition, model), token);
                return true;
            },
            cancellationToken);
    }

    public async Task<bool> SwapPartitionAsync(PartitionSwap swap, CancellationToken cancellationToken)
    {
        var from = await ModelAsync(swap.New.Model, cancellationToken);
        var to = await ModelAsync(swap.Old.Model, cancellationToken);
        return await InTransactionAsync(
            async (connection, transaction, token) =>
            {
                var before = await LockAsync(connection, transaction, to, swap.Old.Key, token) ?? (Position: 0, Generation: 0);
                if (before.Generation != swap.OldGeneration) return false;
                var after = await LockAsync(connection, transaction, from, swap.New.Key, token);
                if (after is not { } folded || folded.Generation != swap.NewGeneration || folded.Position < before.Position) return false;
                await ExecuteAsync(connection, transaction, "DeletePartition", command => command.Add("model", to).Add("partition", swap.Partition), token);
                await ExecuteAsync(
                    connection, transaction, "MovePartition", command => command.Add("model", from).Add("to", to).Add("partition", swap.Partition), token);
                if (swap.Beside is { } beside) await beside(new(connection, transaction, swap.Partition, from, to), token);
                return true;
            },
            cancellationToken);
    }

    public async Task<int> DeleteVersionAsync(ReadModelId model, int countMax, CancellationToken cancellationToken)
    {
        var number = await ModelAsync(model, cancellationToken);
        return await Dialect.WriteAsync(async (connection, token) =>
        {
            var transaction = await connection.BeginTransactionAsync(token);
            await using var __ = transaction;
            await using var command = connection.Command(Statements["DeleteVersion"]).Add("model", number).Add("count", countMax);
            command.Transaction = transaction;
            var rows = await command.RowsAsync(static reader => reader.GetInt32(0), token);
            await transaction.CommitAsync(token);
            return rows.Count;
        }, cancellationToken);
    }

    internal async Task<VersionComparison> CompareAsync(ReadModelId model, ReadModelId other, int partition, bool areItemsFinal, CancellationToken cancellationToken)
    {
        var number = await ModelAsync(other, cancellationToken);
        var rows = await ReadAsync("Compare", model, command => command.Add("other", number).Add("partition", partition).Add("are_final", areItemsFinal), ReadComparison, cancellationToken);
        return rows[0];
    }

    private static VersionComparison ReadComparison(DbDataReader reader) => new(
        new(reader.GetInt64(0), reader.GetInt64(1)), new(reader.GetInt64(2), reader.GetInt64(3)),
        reader.GetInt64(4), reader.GetInt64(5), reader.IsDBNull(6) ? null : reader.GetString(6));

    /// <summary>The number under which the rows of a version of a projection stand; given out when it is first asked for.</summary>
    internal async ValueTask<int> ModelAsync(ReadModelId model, CancellationToken cancellationToken)
    {
        if (_models.TryGetValue(model, out var known)) return known;
        var number = await Dialect.WriteAsync(async (connection, token) =>
        {
            await using var command = connection.Command(Statements["ResolveModel"])
                .Add("projection", model.Projection).Add("version", model.Version);
            return Convert.ToInt32(await command.ExecuteScalarAsync(token), CultureInfo.InvariantCulture);
        }, cancellationToken);
        return _models.GetOrAdd(model, number);
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        string statement, ReadModelId model, Action<DbCommand> bind, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var number = await ModelAsync(model, cancellationToken);
        return await Dialect.ReadAsync(async (connection, token) =>
        {
            await using var command = connection.Command(Statements[statement]).Add("model", number);
            bind(command);
            await command.PrepareAsync(token); // Once for a connection of a pool; afterwards it costs nothing.
            return await command.RowsAsync(read, token);
        }, cancellationToken);
    }

    private async Task<int> WriteAsync(string statement, ReadModelId model, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        var number = await ModelAsync(model, cancellationToken);
        return await Dialect.WriteAsync(async (connection, token) =>
        {
            var transaction = await connection.BeginTransactionAsync(token);
            await using var __ = transaction;
            await using var command = connection.Command(Statements[statement]).Add("model", number);
            bind(command);
            command.Transaction = transaction;
            var count = await command.ExecuteNonQueryAsync(token);
            await transaction.CommitAsync(token);
            return count;
        }, cancellationToken);
    }

    private static void BindPark(DbCommand command, ReadModelRow head)
    {
        var parking = head.Parking ?? throw new ArgumentException($"The head of {head.Key} is not parked.", nameof(head));
        command.Add("key", head.Key.Value).Add("partition", head.Partition).Add("position", head.Position).Add("body", head.Body)
            .Add("parked_position", parking.Position).Add("parked_type", parking.EventType).Add("parked_error", parking.Error)
            .Add("parked_since", parking.Since.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>Nobody else begins or swaps a partition of the version, or saves the read model, until the transaction ends.</summary>
    private async ValueTask<(long Position, long Generation)?> LockAsync(
        DbConnection connection, DbTransaction transaction, int model, PartitionKey key, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, transaction, "LockModel", command => command.Add("model", model), cancellationToken);
        await using var command = connection.Command(Statements["LockHead"], transaction).Add("model", model).Add("key", key.Value);
        var rows = await command.RowsAsync(static reader => (reader.GetInt64(0), reader.GetInt64(1)), cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    private async ValueTask ExecuteAsync(
        DbConnection connection, DbTransaction transaction, string statement, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Statements[statement], transaction);
        bind(command);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Commits if the work says so.</summary>
    private Task<bool> InTransactionAsync(Func<DbConnection, DbTransaction, CancellationToken, ValueTask<bool>> work, CancellationToken cancellationToken) =>
        Dialect.WriteAsync(async (connection, token) =>
        {
            var transaction = await connection.BeginTransactionAsync(token);
            await using var __ = transaction;
            var isDone = await work(connection, transaction, token);
            if (isDone) await transaction.CommitAsync(token);
            return isDone;
        }, cancellationToken);

    private protected async ValueTask<int[]> ModelsAsync(IEnumerable<ReadModelId> models, int count, CancellationToken cancellationToken)
    {
        var numbers = new int[count];
        var at = 0;
        foreach (var model in models) numbers[at++] = await ModelAsync(model, cancellationToken);
        return numbers;
    }

    private protected static ReadModelRow ReadHead(DbDataReader reader) => new(
        PartitionKey.Parse(reader.GetString(0)), reader.GetInt32(1), reader.GetInt64(2), reader.GetString(3), ReadParking(reader)) { Generation = reader.GetInt64(8) };

    private static Parking? ReadParking(DbDataReader reader) => reader.IsDBNull(7)
        ? null
        : new(reader.GetInt64(4), reader.GetString(5), reader.GetString(6),
            DateTimeOffset.Parse(reader.GetString(7), CultureInfo.InvariantCulture));

    private protected static ItemRow ReadItem(DbDataReader reader) => new(
        PartitionKey.Parse(reader.GetString(0)), reader.GetString(1), reader.GetInt64(2), reader.GetInt32(3), reader.GetInt64(4),
            reader.GetString(5)) { ItemCount = reader.GetInt32(6) };
}
