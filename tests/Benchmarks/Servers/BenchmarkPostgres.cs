using CommandProcessor.Testing.Servers;
using Npgsql;

namespace CommandProcessor.Benchmarks.Servers;

/// <summary>The PostgreSQL of a run: the one that the environment names, or one of its own. Each contender gets a database of its own on it.</summary>
internal sealed class BenchmarkPostgres : IAsyncDisposable
{
    public const int PoolSizeMax = 48;

    private readonly PostgresServer? _own;
    private readonly string _connectionString;
    private readonly List<string> _databases = [];

    private BenchmarkPostgres(PostgresServer? own, string connectionString)
    {
        _own = own;
        _connectionString = connectionString;
    }

    /// <summary>Version and what makes its commits durable.</summary>
    public string Description { get; private set; } = "";

    public static async Task<BenchmarkPostgres> StartAsync(CancellationToken cancellationToken)
    {
        var own = TestServers.Postgres is null ? await StartOwnAsync(cancellationToken) : null;
        var postgres = new BenchmarkPostgres(own, TestServers.Postgres ?? own!.ConnectionString); // One of the two is there.
        await postgres.DescribeAsync(cancellationToken);
        return postgres;
    }

    /// <summary>A new database; the answer is its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        var database = $"bench_{name}_{Environment.ProcessId}";
        await ExecuteAsync(_connectionString, $"CREATE DATABASE {database}", cancellationToken);
        _databases.Add(database);
        return new NpgsqlConnectionStringBuilder(_connectionString) { Database = database, MaxPoolSize = PoolSizeMax }.ConnectionString;
    }

    public static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<long> CountAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_own is not null)
        {
            await _own.DisposeAsync();
            return;
        }

        foreach (var database in _databases) await ExecuteAsync(_connectionString, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
    }

    /// <summary>
    /// A server as it comes, but with a quarter of the memory for its pages, as its manual advises, with room for the pools of all contenders, and for the log
    /// of a whole run: a checkpoint would meet one of them.
    /// </summary>
    private static async Task<PostgresServer> StartOwnAsync(CancellationToken cancellationToken)
    {
        var own = await PostgresServer.StartAsync(cancellationToken);
        await ExecuteAsync(own.ConnectionString, "ALTER SYSTEM SET max_connections = 400", cancellationToken);
        await ExecuteAsync(own.ConnectionString, $"ALTER SYSTEM SET shared_buffers = '{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / 1_048_576}MB'", cancellationToken);
        await ExecuteAsync(own.ConnectionString, "ALTER SYSTEM SET max_wal_size = '16GB'", cancellationToken);
        await ExecuteAsync(own.ConnectionString, "ALTER SYSTEM SET checkpoint_timeout = '1h'", cancellationToken);
        NpgsqlConnection.ClearAllPools();
        await own.CrashAsync(cancellationToken);
        await own.StartAgainAsync(cancellationToken);
        return own;
    }

    private async Task DescribeAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        var fsync = await ShowAsync("fsync");
        var commit = await ShowAsync("synchronous_commit");
        if (fsync != "on" || commit != "on")
            throw new BenchmarkFailedException($"PostgreSQL runs with fsync {fsync} and synchronous_commit {commit}; what it answers is not durable.");
        Description = $"PostgreSQL {await ShowAsync("server_version")}, fsync {fsync}, synchronous_commit {commit}, shared_buffers {await ShowAsync("shared_buffers")}, max_wal_size {await ShowAsync("max_wal_size")}";

        async Task<string> ShowAsync(string setting)
        {
            await using var command = source.CreateCommand($"SHOW {setting}");
            return (string)(await command.ExecuteScalarAsync(cancellationToken) ?? "");
        }
    }
}
