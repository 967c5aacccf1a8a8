using System.Net;
using CommandProcessor.Client;
using CommandProcessor.Grains;
using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Cluster;
using CommandProcessor.Silo.Monitoring;
using CommandProcessor.Silo.Road;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Hosting;

/// <summary>One silo with everything that it needs, built from its options: the composition root.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    /// <summary>Membership and reminders ask seldom and briefly.</summary>
    private const int ClusterPoolSizeMax = 4;

    /// <summary>Reactors save in groups, a few times a second.</summary>
    private const int ReactorPoolSizeMax = 4;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;
    private readonly EmbeddedDataFolder? _folder;
    private readonly EmbeddedKafka? _broker;
    private bool _isStarted;

    private SiloHost(WebApplication app, SiloOptions options, EmbeddedDataFolder? folder, EmbeddedKafka? broker)
    {
        _app = app;
        Options = options;
        _folder = folder;
        _broker = broker;
    }

    public SiloOptions Options { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Where dashboard and health are served.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>Prepares the databases, then starts the silo; returns when it takes commands.</summary>
    /// <param name="logLevel">Overrides what the configuration says, for verbs that draw on the terminal.</param>
    /// <param name="extend">Adds to the silo, after all else.</param>
    public static async Task<SiloHost> StartAsync(
        SiloOptions options, IConfiguration configuration, LogLevel? logLevel, CancellationToken cancellationToken, Action<ISiloBuilder>? extend = null)
    {
        var folder = NeedsFolder(options) ? EmbeddedDataFolder.Open(options.Data) : null; // First: where two share a folder, other ports are no help.
        try
        {
            using var silo = FreePort.OrGiven("Cluster:SiloPort", options.Cluster.SiloPort);
            using var gateway = FreePort.OrGiven("Cluster:GatewayPort", options.Cluster.GatewayPort);
            using var dashboard = FreePort.OrGiven("Dashboard:Port", options.Dashboard.Port);
            var host = Build(options, folder, new(silo.Number, gateway.Number, dashboard.Number), configuration, logLevel, extend);
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>Until Ctrl-C or SIGTERM, or until the token says so.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken)
    {
        var stopping = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops in order: takes no more, drains, flushes, closes; then lets go of broker and folder.</summary>
    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(StopTimeout, Services.GetRequiredService<TimeProvider>());
        if (_isStarted) await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
        _broker?.Dispose();
        _folder?.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
            await _app.StartAsync(cancellationToken);
            _isStarted = true;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private static SiloHost Build(
        SiloOptions options, EmbeddedDataFolder? folder, SiloPorts ports, IConfiguration configuration, LogLevel? logLevel, Action<ISiloBuilder>? extend)
    {
        var broker = options.Kafka.BootstrapServers.Length == 0 ? StartBroker(options) : null;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        AddLogging(builder.Logging, configuration, logLevel);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, ports.Dashboard));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);

        AddStores(builder.Services, options);
        builder.Services.AddProjections();
        builder.Services.AddCommandProcessorClient(client => client.Principal ??= "silo");
        builder.Services.AddSingleton(options.Health).AddSingleton<ProgressWatch>();
        builder.Services.AddHealthChecks().AddCheck<SiloHealthCheck>("silo");
        builder.UseOrleans(silo =>
        {
            AddSilo(silo, options, ports, broker);
            extend?.Invoke(silo);
        });

        var app = builder.Build();
        app.MapHealthChecks("/health", SiloHealthCheck.Answer);
        if (options.Dashboard.Enabled) app.MapOrleansDashboard();
        return new(app, options, folder, broker);
    }

    private static void AddLogging(ILoggingBuilder logging, IConfiguration configuration, LogLevel? level)
    {
        logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        if (level is not { } overriding) logging.AddConfiguration(configuration.GetSection("Logging"));
        else logging.AddFilter((string?)null, overriding).AddFilter("Orleans", LogLevel.Critical).AddFilter("Polly", LogLevel.Critical); // Filters: a minimum yields to the level that appsettings.json sets.
    }

    private static bool NeedsFolder(SiloOptions options) =>
        !options.IsServed || options.ReadModels.ConnectionString.Length == 0 || options.Snapshots.ConnectionString.Length == 0;

    private static EmbeddedKafka StartBroker(SiloOptions options)
    {
        var embedded = new EmbeddedKafkaOptions();
        embedded.Topics.Add(options.Kafka.Topic, options.PartitionCount);
        return EmbeddedKafka.Start(embedded, NullLogger.Instance);
    }

    /// <summary>Everything that reads and verifies needs no silo: it needs these.</summary>
    internal static void AddStores(IServiceCollection services, SiloOptions options)
    {
        if (options.IsServed)
        {
            services.AddPostgresJournal(journal =>
            {
                journal.PartitionCount = options.PartitionCount;
                journal.ConnectionStrings = [.. options.Journal.ConnectionStrings.Select(text => PostgresPool.Bounded(text, options.Journal.PoolSizeMax))];
            });
        }
        else
        {
            services.AddSqliteJournal(journal =>
            {
                journal.PartitionCount = options.PartitionCount;
                journal.ConnectionString = Sqlite(EmbeddedDataFolder.JournalFile(options.Data));
            });
        }

        if (options.ReadModels.ConnectionString.Length > 0)
            services.AddPostgresReadModels(_ => NpgsqlDataSource.Create(PostgresPool.Of(options.ReadModels.ConnectionString, options.ReadModels.PoolSizeMax)));
        else
            services.AddSqliteReadModels(_ => SqliteFactory.Instance.CreateDataSource(Sqlite(EmbeddedDataFolder.ReadModelsFile(options.Data), isPooled: false)));
        services.AddSingleton(provider => new LagMeter(
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<ConsumerCheckpoints>(), provider.GetRequiredService<IReadModelStore>(),
            provider.GetRequiredService<VersionStore>(), provider.GetRequiredService<ProjectionVersions>(), provider.GetServices<ProjectionDescription>(), options));
    }

    /// <param name="isPooled">False where threads keep connections of their own: one set to read only must not come back as a writer's.</param>
    private static string Sqlite(string file, bool isPooled = true) => new SqliteConnectionStringBuilder { DataSource = file, Pooling = isPooled }.ToString();

    private static void AddSilo(ISiloBuilder silo, SiloOptions options, SiloPorts ports, EmbeddedKafka? broker)
    {
        AddCluster(silo, options, ports);
        string[] roles = [.. Roles(options.Roles)];
        silo.AddPartitionPlacement(roles);
        if (options.Views.Count > 0) silo.HostViews([.. options.Views]);
        silo.Services.AddSingleton<IEventRoad>(ViewRoads.Publisher);
        silo.AddCommandProcessorWriteSide();
        if (options.Roles.HasFlag(SiloRoles.Write)) AddReactors(silo, options);
        if (options.Snapshots.ConnectionString.Length > 0)
            silo.AddAggregateSnapshots(SnapshotDialect.PostgreSql, NpgsqlFactory.Instance, PostgresPool.Of(options.Snapshots.ConnectionString, options.Snapshots.PoolSizeMax));
        else
            silo.AddAggregateSnapshots(SnapshotDialect.Sqlite, SqliteFactory.Instance, Sqlite(EmbeddedDataFolder.SnapshotsFile(options.Data)));
        silo.AddViewRoads((road, kafka) => Configure(kafka, road, options, broker));
        if (options.Dashboard.Enabled) silo.AddDashboard();
    }

    /// <summary>What reactors remember is kept beside the first part of the journal that they react to.</summary>
    internal static SqlReactorStore OpenReactorStore(SiloOptions options) => options.IsServed
        ? SqlReactorStore.OnPostgreSql(NpgsqlDataSource.Create(PostgresPool.Of(options.Journal.ConnectionStrings[0], ReactorPoolSizeMax)), ReactorPoolSizeMax)
        : SqlReactorStore.OnSqlite(SqliteFactory.Instance.CreateDataSource(Sqlite(EmbeddedDataFolder.ReactorsFile(options.Data))));

    private static void AddReactors(ISiloBuilder silo, SiloOptions options)
    {
        silo.Services.AddSingleton<IReactorStore>(_ => OpenReactorStore(options));
        silo.AddCommandProcessorReactors();
    }

    private static void AddCluster(ISiloBuilder silo, SiloOptions options, SiloPorts ports)
    {
        if (options.Cluster.ConnectionString.Length == 0)
        {
            silo.UseLocalhostClustering(ports.Silo, ports.Gateway, primarySiloEndpoint: null, options.Cluster.ServiceId, options.Cluster.ClusterId);
            silo.UseInMemoryReminderService();
            return;
        }

        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.Cluster.ClusterId, options.Cluster.ServiceId));
        silo.Configure<ClusterMembershipOptions>(SeeDeadSilosSoon);
        silo.ConfigureEndpoints(options.Cluster.Address, ports.Silo, ports.Gateway, listenOnAnyHostAddress: !IPAddress.TryParse(options.Cluster.Address, out var address) || !IPAddress.IsLoopback(address));
        silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", PostgresPool.Of(options.Cluster.ConnectionString, ClusterPoolSizeMax)));
        silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = ("Npgsql", PostgresPool.Of(options.Cluster.ConnectionString, ClusterPoolSizeMax)));
    }

    /// <summary>
    /// A silo that was killed is passed over by one that joins after three unwritten signs of life, and declared dead after three unanswered probes:
    /// about 6 s each, where Orleans' defaults take up to 90 s.
    /// </summary>
    private static void SeeDeadSilosSoon(ClusterMembershipOptions membership)
    {
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedTableIAmAliveLimit = 3;
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedProbesLimit = 3;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
    }

    private static void Configure(KafkaStreamOptions kafka, ViewRoad road, SiloOptions options, EmbeddedKafka? broker)
    {
        kafka.BootstrapServers = broker?.BootstrapServers ?? options.Kafka.BootstrapServers;
        kafka.Topic = options.Kafka.Topic;
        kafka.PartitionCount = options.PartitionCount;
        kafka.ReplicationFactor = options.Kafka.ReplicationFactor;
        kafka.RetentionMs = options.Kafka.RetentionHours == -1 ? -1 : options.Kafka.RetentionHours * 3_600_000L;
        kafka.ConsumerGroup = options.Kafka.ConsumerGroup;
        kafka.Consume = options.Roles.HasFlag(SiloRoles.Read) && (options.Views.Count == 0 || options.Views.Contains(road.View));
        foreach (var (name, value) in options.Kafka.Librdkafka) kafka.Librdkafka[name] = value;
        if (broker is null) return;
        kafka.CreateTopic = false;
        foreach (var (name, value) in EmbeddedKafka.ConsumerSettings) kafka.ConsumerSettings[name] = value;
    }

    private static IEnumerable<string> Roles(SiloRoles roles)
    {
        if (roles.HasFlag(SiloRoles.Write)) yield return SiloRole.Write;
        if (roles.HasFlag(SiloRoles.Read)) yield return SiloRole.Read;
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Services.GetRequiredService<IJournal>().InitializeAsync(cancellationToken);
        if (Options.Cluster.ConnectionString.Length == 0) return;
        await using var database = NpgsqlDataSource.Create(Options.Cluster.ConnectionString);
        await ClusterSchema.CreateAsync(database, cancellationToken);
    }

    /// <summary>Where this silo listens.</summary>
    private readonly record struct SiloPorts(int Silo, int Gateway, int Dashboard);
}
