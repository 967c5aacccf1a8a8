using CommandProcessor.Projections.Stores;
using Npgsql;

namespace CommandProcessor.Projections.Tests.Stores;

/// <summary>A schema of its own in the database that COMMANDPROCESSOR_TEST_POSTGRES names.</summary>
internal sealed class PostgresDatabase : IReadModelDatabase
{
    public const string Variable = "COMMANDPROCESSOR_TEST_POSTGRES";

    private readonly string _schema = "rm_" + Guid.NewGuid().ToString("N");
    private readonly NpgsqlDataSource _source;

    private PostgresDatabase(string connectionString) =>
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = _schema, MaxPoolSize = 10 });

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable);

    public static async Task<PostgresDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        Assert.SkipUnless(ConnectionString is not null, $"{Variable} names no PostgreSQL.");
        var database = new PostgresDatabase(ConnectionString!); // Skipped above if it is null.
        await database.ExecuteAsync($"CREATE SCHEMA {database._schema}", cancellationToken);
        return database;
    }

    public SqlReadModelStore Open() => new PostgresReadModelStore(_source);

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"DROP SCHEMA {_schema} CASCADE", CancellationToken.None);
        await _source.DisposeAsync();
    }
}
