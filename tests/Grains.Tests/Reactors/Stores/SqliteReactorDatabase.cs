using System.Data.Common;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal.Sql;
using CommandProcessor.Testing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CommandProcessor.Grains.Tests.Reactors.Stores;

internal sealed class SqliteReactorDatabase : IReactorDatabase
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqlReactorStore> _stores = [];

    private string ConnectionString => $"Data Source={_folder.Path}/reactors.db;Pooling=False";

    public SqlReactorStore Open()
    {
        var store = SqlReactorStore.OnSqlite(SqliteFactory.Instance.CreateDataSource(ConnectionString));
        _stores.Add(store);
        return store;
    }

    public Task FillAsync(int partition, int last, CancellationToken cancellationToken) => ExecuteAsync(
        $"""
        WITH RECURSIVE numbers (number) AS (SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < {last})
        INSERT INTO reactor_due (partition, id, due_us, target, command, argument)
        SELECT {partition}, 'hold ' || number, number, 'account/ada/main', 'expire-hold', 'hold ' || number FROM numbers WHERE true
        ON CONFLICT DO NOTHING
        """, cancellationToken);

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>In steps of SQLite's virtual machine.</summary>
    public async Task<long> MeasureAsync(string statement, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        connection.Handle!.enable_sqlite3_next_stmt(true); // It has been opened.
        await using var command = connection.Command(statement);
        bind(command);
        await command.RowsAsync(static row => row.GetValue(0), cancellationToken);
        var executed = raw.sqlite3_next_stmt(connection.Handle, null);
        return raw.sqlite3_stmt_status(executed, raw.SQLITE_STMTSTATUS_VM_STEP, resetFlg: 0);
    }

    public ValueTask DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
