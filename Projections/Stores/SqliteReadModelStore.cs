using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Stores;

/// <summary>Read models on SQLite: a group is one transaction of prepared statements on the thread that writes.</summary>
public sealed class SqliteReadModelStore : SqlReadModelStore, IDisposable
{
    private readonly SqliteDialect _dialect;

    public SqliteReadModelStore(DbDataSource source)
        : this(new SqliteDialect(source)) { }

    private SqliteReadModelStore(SqliteDialect dialect)
        : base(dialect) => _dialect = dialect;

    public override async Task<IReadOnlyList<ReadModelAddress>> SaveAsync(IReadOnlyList<ReadModelChange> group,
        CancellationToken cancellationToken)
    {
        var models = new int[group.Count];
        for (var at = 0; at < group.Count; at++) models[at] = await ModelAsync(group[at].Address.Model, cancellationToken);
        return await _dialect.RunOnWriterAsync(connection => Save(connection, group, models), cancellationToken);
    }

    public void Dispose() => _dialect.Dispose();

    private List<ReadModelAddress> Save(DbConnection connection, IReadOnlyList<ReadModelChange> group, int[] models)
    {
        using var transaction = connection.BeginTransaction();
        using var head = Statement(connection, transaction, "SaveHead", "model", "key", "partition", "position", "body");
        using var item = Statement(connection, transaction, "SaveItem", "model", "key", "item", "sort", "category", "position", "body");
        List<ReadModelAddress> rejected = [];
        for (var at = 0; at < group.Count; at++)
        {
            var change = group[at];
            if (Execute(head, models[at], change.Address.Key.Value, change.Partition, change.Position, change.Body) == 0)
            {
                rejected.Add(change.Address);
                continue;
            }

            foreach (var row in change.Items)
                Execute(item, models[at], row.Key.Value, row.Item, row.Sort, row.Category, row.Position, row.Body);
        }

        transaction.Commit();
        return rejected;
    }

    private DbCommand Statement(DbConnection connection, DbTransaction transaction, string name, params ReadOnlySpan<string> parameters)
    {
        var command = connection.Command(Statements[name]);
        command.Transaction = transaction;
        foreach (var parameter in parameters) command.Add(parameter, DBNull.Value);
        return command;
    }

    private static int Execute(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at];
        return command.ExecuteNonQuery();
    }
}
