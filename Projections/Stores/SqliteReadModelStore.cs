using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal.Sql;

namespace CommandProcessor.Projections.Stores;

/// <summary>Read models on SQLite: a group is one transaction of prepared statements on the thread that writes.</summary>
public sealed class SqliteReadModelStore : SqlReadModelStore, IDisposable
{
    private readonly SqliteDialect _dialect;

    public SqliteReadModelStore(DbDataSource source)
        : this(new SqliteDialect(source)) { }

    private SqliteReadModelStore(SqliteDialect dialect)
        : base(dialect) => _dialect = dialect;

    public override async Task<IReadOnlyList<ReadModelRow?>> LoadAsync(
        IReadOnlyList<ReadModelAddress> addresses, CancellationToken cancellationToken)
    {
        var models = await ModelsAsync(addresses.Select(address => address.Model), addresses.Count, cancellationToken);
        return await LoadManyAsync<ReadModelRow>(
            "Load",
            ["model", "key"],
            addresses.Count,
            (command, at) => Bind(command, models[at], addresses[at].Key.Value),
            ReadHead,
            cancellationToken);
    }

    public override async Task<IReadOnlyList<ItemRow?>> LoadItemsAsync(
        IReadOnlyList<ItemAddress> addresses, CancellationToken cancellationToken)
    {
        var models = await ModelsAsync(addresses.Select(address => address.ReadModel.Model), addresses.Count, cancellationToken);
        return await LoadManyAsync<ItemRow>(
            "LoadItem",
            ["model", "key", "item"],
            addresses.Count,
            (command, at) => Bind(command, models[at], addresses[at].ReadModel.Key.Value, addresses[at].Item),
            ReadItem,
            cancellationToken);
    }

    public override async Task<IReadOnlyList<ReadModelAddress>> SaveAsync(
        IReadOnlyList<ReadModelChange> group, CancellationToken cancellationToken)
    {
        var models = await ModelsAsync(group.Select(change => change.Address.Model), group.Count, cancellationToken);
        return await _dialect.WriteAsync((connection, token) => SaveAsync(connection, group, models, token), cancellationToken);
    }

    public void Dispose() => _dialect.Dispose();

    private async ValueTask<IReadOnlyList<ReadModelAddress>> SaveAsync(
        DbConnection connection, IReadOnlyList<ReadModelChange> group, int[] models, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        using var head = Statement(connection, transaction, "SaveHead", "model", "key", "partition", "position", "body", "generation", "previous");
        using var item = Statement(connection, transaction, "SaveItem", "model", "key", "item", "sort", "category", "position", "body", "items");
        using var removal = Statement(connection, transaction, "RemoveItem", "model", "key", "item");
        List<ReadModelAddress> rejected = [];
        for (var at = 0; at < group.Count; at++)
        {
            var change = group[at];
            if (Execute(head, models[at], change.Address.Key.Value, change.Partition, change.Position, change.Body, change.Generation, change.Previous ?? (object)DBNull.Value) == 0)
            {
                rejected.Add(change.Address);
                continue;
            }

            foreach (var row in change.Items)
                Execute(item, models[at], row.Key.Value, row.Item, row.Sort, row.Category, row.Position, row.Body, row.ItemCount);
            foreach (var removed in change.Removed) Execute(removal, models[at], change.Address.Key.Value, removed);
            if (change.Beside is { } beside) await beside(new(connection, transaction, change.Partition, models[at]), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return rejected;
    }

    /// <summary>One statement for each, all of them in one visit to a thread that reads.</summary>
    private Task<IReadOnlyList<T?>> LoadManyAsync<T>(
        string statement,
        string[] parameters,
        int count,
        Action<DbCommand, int> bind,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken)
        where T : class =>
        _dialect.ReadAsync<IReadOnlyList<T?>>(async (connection, token) =>
        {
            await using var command = Statement(connection, transaction: null, statement, parameters);
            var rows = new T?[count];
            for (var at = 0; at < count; at++)
            {
                bind(command, at);
                await using var reader = await command.ExecuteReaderAsync(token);
                if (await reader.ReadAsync(token)) rows[at] = read(reader);
            }

            return rows;
        }, cancellationToken);

    private DbCommand Statement(DbConnection connection, DbTransaction? transaction, string name, params ReadOnlySpan<string> parameters)
    {
        var command = connection.Command(Statements[name]);
        command.Transaction = transaction;
        foreach (var parameter in parameters) command.Add(parameter, DBNull.Value);
        return command;
    }

    private static int Execute(DbCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        return command.ExecuteNonQuery();
    }

    private static void Bind(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at];
    }
}
