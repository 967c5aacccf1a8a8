using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CommandProcessor.Benchmarks.Big;

/// <summary>The read side of one silo on a database of its own, without Orleans.</summary>
internal sealed class BigReadSide : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private BigReadSide(ServiceProvider provider) => _provider = provider;

    public ProjectionServices Services => _provider.GetRequiredService<ProjectionServices>();

    public static Task<BigReadSide> OnPostgresAsync(string connectionString, CancellationToken cancellationToken) =>
        StartAsync(services => services.AddPostgresReadModels(_ => NpgsqlDataSource.Create(PostgresPool.Of(connectionString, BenchmarkPostgres.PoolSizeMax))), cancellationToken);

    public static Task<BigReadSide> OnSqliteAsync(string file, CancellationToken cancellationToken)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
        return StartAsync(services => services.AddSqliteReadModels(_ => SqliteFactory.Instance.CreateDataSource(connectionString)), cancellationToken);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private static async Task<BigReadSide> StartAsync(Action<IServiceCollection> addReadModels, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddProjections();
        services.AddSingleton<IJournal, QuietJournal>();
        addReadModels(services);
        var side = new BigReadSide(services.BuildServiceProvider());
        await side._provider.GetRequiredService<IReadModelStore>().InitializeAsync(cancellationToken);
        return side;
    }
}
