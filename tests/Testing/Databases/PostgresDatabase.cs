using CommandProcessor.Testing.Servers;
using Npgsql;

namespace CommandProcessor.Testing.Databases;

/// <summary>
/// A fresh, empty database on the server that <see cref="TestServers.PostgresVariable"/> names, dropped at the end. A test asks
/// first: Assert.SkipUnless(PostgresDatabase.IsAvailable, PostgresDatabase.SkipReason).
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    public const string SkipReason = $"{TestServers.PostgresVariable} is not set.";

    private readonly string _serverConnectionString;

    private PostgresDatabase(string serverConnectionString, string name)
    {
        _serverConnectionString = serverConnectionString;
        Name = name;
    }

    public static bool IsAvailable => TestServers.Postgres is not null;

    public string Name { get; }

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_serverConnectionString) { Database = Name }.ConnectionString;

    public static Task<PostgresDatabase> CreateAsync(CancellationToken cancellationToken) =>
        CreateAsync(TestServers.Postgres ?? throw new InvalidOperationException(SkipReason), cancellationToken);

    public static async Task<PostgresDatabase> CreateAsync(string serverConnectionString, CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase(serverConnectionString, $"test_{Guid.NewGuid():n}");
        await database.OnServerAsync($"CREATE DATABASE {database.Name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", cancellationToken);
        return database;
    }

    /// <summary>Runs statements in it, for a test that arranges or damages something.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await using (var pool = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(pool);
        await OnServerAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)", CancellationToken.None);
    }

    private async Task OnServerAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_serverConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
