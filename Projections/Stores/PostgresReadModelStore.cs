using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>Read models on PostgreSQL: a group of any size is loaded or saved in one statement and one round trip.</summary>
public sealed class PostgresReadModelStore(DbDataSource source) : SqlReadModelStore(new PostgresDialect(source))
{
    private const string UniqueViolation = "23505";

    /// <summary>New items that are copied; fewer are not worth the round trips.</summary>
    private const int CopyItemsMin = 200;

    public override async Task<IReadOnlyList<ReadModelRow?>> LoadAsync(
        IReadOnlyList<ReadModelAddress> addresses, CancellationToken cancellationToken)
    {
        var models = await ModelsAsync(addresses.Select(address => address.Model), addresses.Count, cancellationToken);
        var keys = Column(addresses, static address => address.Key.Value);
        var rows = await ReadManyAsync(
            "Load",
            command => command.Add("models", models).Add("keys", keys),
            static reader => (Model: reader.GetInt32(9), Row: ReadHead(reader)),
            cancellationToken);
        var found = new Dictionary<(int, string), ReadModelRow>(rows.Count);
        foreach (var (model, row) in rows) found[(model, row.Key.Value)] = row;
        return [.. keys.Select((key, at) => found.GetValueOrDefault((models[at], key)))];
    }

    public override async Task<IReadOnlyList<ItemRow?>> LoadItemsAsync(
        IReadOnlyList<ItemAddress> addresses, CancellationToken cancellationToken)
    {
        var models = await ModelsAsync(addresses.Select(address => address.ReadModel.Model), addresses.Count, cancellationToken);
        var keys = Column(addresses, static address => address.ReadModel.Key.Value);
        var items = Column(addresses, static address => address.Item);
        var rows = await ReadManyAsync(
            "LoadItems",
            command => command.Add("models", models).Add("keys", keys).Add("items", items),
            static reader => (Model: reader.GetInt32(7), Row: ReadItem(reader)),
            cancellationToken);
        var found = new Dictionary<(int, string, string), ItemRow>(rows.Count);
        foreach (var (model, row) in rows) found[(model, row.Key.Value, row.Item)] = row;
        return [.. keys.Select((key, at) => found.GetValueOrDefault((models[at], key, items[at])))];
    }

    public override async Task<IReadOnlyList<ReadModelAddress>> SaveAsync(
        IReadOnlyList<ReadModelChange> group, CancellationToken cancellationToken)
    {
        var models = await ModelsAsync(group.Select(change => change.Address.Model), group.Count, cancellationToken);
        var rejected = await Dialect.WriteAsync(
            (connection, token) =>
            {
                if (group.Any(static change => change.Removed.Count > 0 || change.Beside is not null)) return SaveWithBesideAsync(connection, group, models, token);
                return group.Sum(static change => change.Items.Count(static item => item.IsNew)) >= CopyItemsMin
                    ? SaveAndCopyAsync(connection, group, models, token)
                    : SaveAsync(connection, transaction: null, group, models, IsAny, token);
            },
            cancellationToken);
        return rejected.Count == 0 ? [] : [.. group.Where((change, at) => rejected.Contains((models[at], change.Address.Key.Value))).Select(change => change.Address)];
    }

    private async ValueTask<IReadOnlyList<(int Model, string Key)>> SaveAsync(
        DbConnection connection,
        DbTransaction? transaction,
        IReadOnlyList<ReadModelChange> group,
        int[] models,
        Func<ItemRow, bool> isWanted,
        CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Statements["Save"], transaction);
        BindHeads(command, group, models);
        BindItems(command, group, models, isWanted);
        await command.PrepareAsync(cancellationToken); // Once for a connection of the pool; afterwards it costs nothing.
        return await command.RowsAsync(static reader => (Model: reader.GetInt32(0), Key: reader.GetString(1)), cancellationToken);
    }

    /// <summary>Copies the items that are new, and if any of them is not, as another has written it, saves everything the other way.</summary>
    private async ValueTask<IReadOnlyList<(int Model, string Key)>> SaveAndCopyAsync(
        DbConnection connection, IReadOnlyList<ReadModelChange> group, int[] models, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var rejected = await SaveAsync(connection, transaction, group, models, static item => !item.IsNew, cancellationToken);
            var items = group.SelectMany((change, at) => change.Items.Where(static item => item.IsNew).Select(item => (Model: models[at], Item: item)))
                .Where(row => rejected.Count == 0 || !rejected.Contains((row.Model, row.Item.Key.Value))).ToList();
            await connection.CopyAsync(
                Statements["CopyItems"],
                items,
                static (rows, row) => rows.Begin(8).Add(row.Model).Add(row.Item.Key.Value).Add(row.Item.Item)
                    .Add(row.Item.Sort).Add(row.Item.Category).Add(row.Item.Position).Add(row.Item.Body).Add(row.Item.ItemCount),
                cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return rejected;
        }
        catch (DbException exception) when (exception.SqlState == UniqueViolation)
        {
            return await SaveAsync(connection, transaction: null, group, models, IsAny, cancellationToken);
        }
    }

    /// <summary>Also removes items, and does what goes beside the rows.</summary>
    private async ValueTask<IReadOnlyList<(int Model, string Key)>> SaveWithBesideAsync(
        DbConnection connection, IReadOnlyList<ReadModelChange> group, int[] models, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rejected = await SaveAsync(connection, transaction, group, models, IsAny, cancellationToken);
        var saved = group.Zip(models, static (change, model) => (Change: change, Model: model))
            .Where(one => !rejected.Contains((one.Model, one.Change.Address.Key.Value))).ToList();
        await RemoveAsync(
            connection, transaction, [.. saved.SelectMany(one => one.Change.Removed.Select(item => (one.Model, one.Change.Address.Key.Value, item)))], cancellationToken);
        foreach (var (change, model) in saved)
            if (change.Beside is { } beside) await beside(new(connection, transaction, change.Partition, model), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rejected;
    }

    private async ValueTask RemoveAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<(int Model, string Key, string Item)> removed, CancellationToken cancellationToken)
    {
        if (removed.Count == 0) return;
        await using var command = connection.Command(Statements["RemoveItems"], transaction)
            .Add("models", Column(removed, static item => item.Model))
            .Add("keys", Column(removed, static item => item.Key))
            .Add("items", Column(removed, static item => item.Item));
        await command.PrepareAsync(cancellationToken);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private Task<IReadOnlyList<T>> ReadManyAsync<T>(
        string statement, Action<DbCommand> bind, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        Dialect.ReadAsync(async (connection, token) =>
        {
            await using var command = connection.Command(Statements[statement]);
            bind(command);
            await command.PrepareAsync(token);
            return await command.RowsAsync(read, token);
        }, cancellationToken);

    private static void BindHeads(DbCommand command, IReadOnlyList<ReadModelChange> group, int[] models) => command
        .Add("models", models)
        .Add("keys", Column(group, static change => change.Address.Key.Value))
        .Add("partitions", Column(group, static change => change.Partition))
        .Add("positions", Column(group, static change => change.Position))
        .Add("bodies", Column(group, static change => change.Body))
        .Add("generations", Column(group, static change => change.Generation))
        .Add("previous", Column(group, static change => change.Previous));

    private static bool IsAny(ItemRow item) => true;

    private static void BindItems(DbCommand command, IReadOnlyList<ReadModelChange> group, int[] models, Func<ItemRow, bool> isWanted)
    {
        var (items, itemModels) = (new List<ItemRow>(), new List<int>());
        for (var at = 0; at < group.Count; at++)
        {
            items.AddRange(group[at].Items.Where(isWanted));
            while (itemModels.Count < items.Count) itemModels.Add(models[at]);
        }

        command
            .Add("item_models", itemModels.ToArray())
            .Add("item_keys", Column(items, static item => item.Key.Value))
            .Add("items", Column(items, static item => item.Item))
            .Add("sorts", Column(items, static item => item.Sort))
            .Add("categories", Column(items, static item => item.Category))
            .Add("item_positions", Column(items, static item => item.Position))
            .Add("item_bodies", Column(items, static item => item.Body))
            .Add("item_counts", Column(items, static item => item.ItemCount));
    }

    private static T[] Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (var at = 0; at < column.Length; at++) column[at] = value(rows[at]);
        return column;
    }
}
