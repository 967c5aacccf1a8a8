using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.Partitions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.TestingHost;

namespace CommandProcessor.Projections.Tests;

/// <summary>Silos with the read side over one database and one journal, and a client of them.</summary>
internal sealed class SeveralSilos : IAsyncDisposable
{
    private const string Road = "events";
    private readonly SqliteFile _file = new();
    private readonly SqliteReadModelStore _store;
    private readonly InProcessTestCluster _cluster;
    private readonly ServiceProvider _client;

    private SeveralSilos(int siloCount, Action<ProjectionOptions> configure)
    {
        _store = new(_file.Source);
        var builder = new InProcessTestClusterBuilder((short)siloCount);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryStreams(Road, streams => streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly));
            silo.Services.AddProjections();
            silo.Services.AddPartitionProjection<TallyProjection, TallyModel>(TallyPartitionGrain.GrainTypeName);
            silo.Services.Configure(configure);
            silo.Services.AddSingleton<IReadModelStore>(_store);
            silo.Services.AddSingleton(VersionStore.Beside(_store, TimeProvider.System));
            silo.Services.AddSingleton<IJournal>(Journal);
            silo.Services.AddSingleton(Journal.Partitioning);
            silo.Services.AddSingleton<ISiloRoles, EverySiloReads>();
            silo.Services.AddPlacementDirector<PartitionPlacement, PartitionPlacementDirector>(ServiceLifetime.Transient);
        });
        builder.ConfigureClient(client => client.AddMemoryStreams(Road, streams => streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly)));
        _cluster = builder.Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IGrainFactory>(_ => _cluster.Client);
        services.AddCommandProcessorClient(client => client.AttemptTimeout = TimeSpan.FromSeconds(2)); // What a killed silo had is never answered.
        _client = services.BuildServiceProvider();
    }

    public MemoryJournal Journal { get; } = new();

    public InProcessTestCluster Cluster => _cluster;

    public IGrainFactory Grains => _cluster.Client;

    public CommandProcessorClient Client => _client.GetRequiredService<CommandProcessorClient>();

    public static async Task<SeveralSilos> StartAsync(int siloCount, Action<ProjectionOptions> configure)
    {
        var silos = new SeveralSilos(siloCount, configure);
        await silos._cluster.DeployAsync();
        return silos;
    }

    /// <summary>Puts an event on the road, which may lose it: the journal has it.</summary>
    public async Task PublishAsync(RecordedEvent recorded)
    {
        try
        {
            foreach (var stream in ViewStreams.Of(recorded.Key))
                await _cluster.Client.GetStreamProvider(Road).GetStream<RecordedEvent>(stream).OnNextAsync(recorded).WaitAsync(TimeSpan.FromSeconds(2));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // The silo with the queue is gone.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        _store.Dispose();
        _file.Dispose();
    }

    private sealed class EverySiloReads(ILocalSiloDetails silo) : ISiloRoles
    {
        public SiloAddress[] Active => [silo.SiloAddress];

        public bool Has(SiloAddress silo, string role) => true;
    }
}
