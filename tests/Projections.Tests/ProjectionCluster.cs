using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Search;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.TestingHost;

namespace CommandProcessor.Projections.Tests;

/// <summary>One silo with the read side on SQLite or the database it is given, a journal written by hand, and Orleans' memory streams as the road.</summary>
public sealed class ProjectionCluster : IAsyncLifetime
{
    private const string Road = "events";
    private readonly IReadModelDatabase _database;
    private readonly Action<IServiceCollection> _configure;
    private InProcessTestCluster? _cluster;

    public ProjectionCluster()
        : this(new SqliteDatabase()) { }

    /// <param name="configure">Adds to the silo, before all else.</param>
    internal ProjectionCluster(IReadModelDatabase database, Action<IServiceCollection>? configure = null)
    {
        _database = database;
        _configure = configure ?? (static _ => { });
    }

    internal MemoryJournal Journal { get; } = new();

    /// <summary>Changes what the silo is set to; before it starts.</summary>
    internal Action<ProjectionOptions> Configure { get; init; } = static _ => { };

    internal FaultyStore Store { get; private set; } = null!; // Set before any test runs.

    internal IGrainFactory Grains => Cluster.Client;

    internal IServiceProvider Services => Cluster.Silos[0].ServiceProvider;

    private InProcessTestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster is not started.");

    public async ValueTask InitializeAsync()
    {
        var store = _database.Open();
        Store = new(store);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryStreams(Road, streams => streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly));
            _configure(silo.Services);
            silo.Services.AddProjections();
            silo.Services.Configure(Configure);
            silo.Services.AddSingleton<IReadModelStore>(Store);
            silo.Services.AddSingleton(SqlProductIndex.Beside(store));
            silo.Services.AddSingleton(VersionStore.Beside(store, TimeProvider.System));
            silo.Services.AddSingleton<IJournal>(Journal);
            silo.Services.AddSingleton(Journal.Partitioning);
            silo.Services.TryAddSingleton<ISiloRoles, EverySiloReads>();
            silo.Services.AddPlacementDirector<PartitionPlacement, PartitionPlacementDirector>(ServiceLifetime.Transient);
        });
        builder.ConfigureClient(client => client.AddMemoryStreams(Road,
            streams => streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly)));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        await _database.DisposeAsync();
    }

    internal ICustomerOrdersGrain Customer(string customer) => Grains.GetGrain<ICustomerOrdersGrain>(customer);

    internal IProjectionAdminGrain Admin => Grains.GetGrain<IProjectionAdminGrain>(0);

    /// <summary>Puts events on the road.</summary>
    internal async Task PublishAsync(params IEnumerable<RecordedEvent> events)
    {
        foreach (var group in events.GroupBy(recorded => recorded.Key))
        {
            foreach (var id in ViewStreams.Of(group.Key))
            {
                var stream = Cluster.Client.GetStreamProvider(Road).GetStream<RecordedEvent>(id);
                foreach (var recorded in group) await stream.OnNextAsync(recorded);
            }
        }
    }

    private sealed class EverySiloReads(ILocalSiloDetails silo) : ISiloRoles
    {
        public SiloAddress[] Active => [silo.SiloAddress];

        public bool Has(SiloAddress silo, string role) => true;
    }
}
