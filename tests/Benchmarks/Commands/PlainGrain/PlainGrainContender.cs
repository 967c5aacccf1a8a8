using System.Collections.Concurrent;
using System.Data.Common;
using CommandProcessor.Benchmarks.Hosting;
using CommandProcessor.Benchmarks.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CommandProcessor.Benchmarks.Commands.PlainGrain;

/// <summary>A plain Orleans grain with WriteStateAsync through Microsoft.Orleans.Persistence.AdoNet, with its default serializer.</summary>
internal sealed class PlainGrainContender : IContender
{
    public const string Storage = "plain";
    private const string Invariant = "Npgsql";

    private readonly ConcurrentDictionary<int, IPlainOrderGrain> _grains = new(); // Making a reference costs more than using it.
    private readonly BenchmarkSilo _silo;
    private readonly string _connectionString;

    private PlainGrainContender(BenchmarkSilo silo, string connectionString)
    {
        _silo = silo;
        _connectionString = connectionString;
    }

    public static async Task<IContender> StartAsync(BenchmarkPostgres postgres, CancellationToken cancellationToken)
    {
        var connectionString = await postgres.CreateDatabaseAsync("plain", cancellationToken);
        await BenchmarkPostgres.ExecuteAsync(connectionString, await ReadScriptAsync(cancellationToken), cancellationToken);
        DbProviderFactories.RegisterFactory(Invariant, NpgsqlFactory.Instance);
        var silo = await BenchmarkSilo.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(TimeProvider.System);
                builder.AddAdoNetGrainStorage(Storage, storage => (storage.Invariant, storage.ConnectionString) = (Invariant, connectionString));
            },
            cancellationToken);
        return new PlainGrainContender(silo, connectionString);
    }

    public Task PlaceAsync(int order, CancellationToken cancellationToken) => GrainOf(order).PlaceAsync(OrderContent.Place(), cancellationToken);

    public Task AmendAsync(int order, long turn, CancellationToken cancellationToken) =>
        GrainOf(order).AmendAsync(OrderContent.Amend(turn), cancellationToken);

    public Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Each write adds one to the version of a row.</summary>
    public Task<long> CountDurableAsync(CancellationToken cancellationToken) =>
        BenchmarkPostgres.CountAsync(_connectionString, "SELECT coalesce(sum(Version), 0) FROM OrleansStorage", cancellationToken);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private IPlainOrderGrain GrainOf(int order) =>
        _grains.GetOrAdd(order, static (order, silo) => silo.Grains.GetGrain<IPlainOrderGrain>(OrderContent.IdOf(order).GrainKey), _silo);

    private static async Task<string> ReadScriptAsync(CancellationToken cancellationToken)
    {
        const string name = "plain-grain-storage.sql";
        var stream = typeof(PlainGrainContender).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no resource {name}.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
