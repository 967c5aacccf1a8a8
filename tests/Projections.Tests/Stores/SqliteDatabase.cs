using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Tests.Stores;

internal sealed class SqliteDatabase : IReadModelDatabase
{
    private readonly SqliteFile _file = new();
    private readonly List<SqliteReadModelStore> _stores = [];

    public SqlReadModelStore Open()
    {
        var store = new SqliteReadModelStore(_file.Source);
        _stores.Add(store);
        return store;
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _file.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
