using System.Data.Common;
using System.Text.Json;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal.Sql;
using CommandProcessor.Testing.Databases;
using Npgsql;

namespace CommandProcessor.Grains.Tests.Reactors.Stores;

internal sealed class PostgresReactorDatabase(PostgresDatabase database) : IReactorDatabase
{
    private readonly List<SqlReactorStore> _stores = [];

    public SqlReactorStore Open()
    {
        var store = SqlReactorStore.OnPostgreSql(NpgsqlDataSource.Create(database.ConnectionString + ";Maximum Pool Size=4"), writerCountMax: 4);
        _stores.Add(store);
        return store;
    }

    public Task FillAsync(int partition, int last, CancellationToken cancellationToken) => ExecuteAsync(
        $"""
        INSERT INTO reactor_due (partition, id, due_us, target, command, argument)
        SELECT {partition}, 'hold ' || number, number, 'account/ada/main', 'expire-hold', 'hold ' || number FROM generate_series(2, {last}) number
        ON CONFLICT DO NOTHING
        """, cancellationToken);

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => database.ExecuteAsync(sql, cancellationToken);

    /// <summary>In rows that the scans of the executed plan looked at.</summary>
    public async Task<long> MeasureAsync(string statement, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.Command("EXPLAIN (ANALYZE, FORMAT JSON) " + statement);
        bind(command);
        using var explained = JsonDocument.Parse((await command.RowsAsync(static row => row.GetString(0), cancellationToken))[0]);
        return CountRows(explained.RootElement[0].GetProperty("Plan"));
    }

    public async ValueTask DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        await database.DisposeAsync();
    }

    private static long CountRows(JsonElement node)
    {
        var below = node.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().Sum(CountRows) : 0;
        var isScan = node.GetProperty("Node Type").GetString()?.EndsWith("Scan", StringComparison.Ordinal) ?? false;
        return isScan ? below + Number("Actual Rows") + Number("Rows Removed by Filter") + Number("Rows Removed by Index Recheck") : below;

        long Number(string name) => node.TryGetProperty(name, out var rows) ? rows.GetInt64() : 0;
    }
}
