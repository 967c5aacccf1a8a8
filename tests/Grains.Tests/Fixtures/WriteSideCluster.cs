using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Streams;
using Orleans.TestingHost;

namespace CommandProcessor.Grains.Tests.Fixtures;

/// <summary>Silos with the write side over a journal that outlives them.</summary>
internal sealed class WriteSideCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private WriteSideCluster(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => _cluster.Client;

    public InProcessTestCluster Cluster => _cluster;

    public static async Task<WriteSideCluster> StartAsync(WriteSideSetup setup)
    {
        var builder = new InProcessTestClusterBuilder((short)setup.SiloCount);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(setup.Journal);
            silo.Services.TryAddSingleton(setup.Time);
            if (setup.Road is not null) silo.Services.AddSingleton(setup.Road);
            silo.AddPartitionPlacement(SiloRole.Write);
            silo.AddCommandProcessorWriteSide(
                partitions =>
                {
                    partitions.PublishRetryDelayMs = 1;
                    partitions.PublishRetryDelayMaxMs = 20;
                    partitions.PublishedSaveDelayMs = 20;
                    partitions.PingIntervalMs = 200;
                    setup.Partitions?.Invoke(partitions);
                },
                setup.Aggregates);
            silo.AddMemoryStreams("events", streams => streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly));
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(20));
            setup.Silo?.Invoke(silo);
        });
        builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5))); // What a killed silo had is never answered.
        builder.ConfigureSiloHost((_, host) => host.Logging.SetMinimumLevel(LogLevel.Warning));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster);
    }

    public IOrderGrain Order(OrderId id) => Grains.GetGrain<IOrderGrain>(id.GrainKey);

    public T Service<T>()
        where T : notnull => _cluster.GetSiloServiceProvider().GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
