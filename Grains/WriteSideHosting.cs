using System.Data.Common;
using System.Reflection;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;

namespace CommandProcessor.Grains;

/// <summary>Adds the write side to a silo.</summary>
public static class WriteSideHosting
{
    /// <summary>
    /// Adds aggregates, partitions and their supervisor. Needs an <see cref="IJournal"/>, initialized before the silo starts, and a stream provider of the
    /// name <see cref="PartitionOptions.StreamProvider"/> or an <see cref="IEventRoad"/> registered before. Call <see cref="AddPartitionPlacement"/> too, on every silo.
    /// </summary>
    public static ISiloBuilder AddCommandProcessorWriteSide(
        this ISiloBuilder silo, Action<PartitionOptions>? partitions = null, Action<AggregateOptions>? aggregates = null)
    {
        var services = silo.Services;
        services.AddOptions<PartitionOptions>().BindConfiguration(PartitionOptions.Section).Configure(partitions ?? (_ => { })).ValidateOnStart();
        services.AddOptions<AggregateOptions>().BindConfiguration(AggregateOptions.Section).Configure(aggregates ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PartitionOptions>, PartitionOptionsAnnotations>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PartitionOptions>, PartitionOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AggregateOptions>, AggregateOptionsAnnotations>());

        services.AddOptions<GrainDirectoryOptions>()
            .Configure<IOptions<AggregateOptions>>(static (directory, aggregates) => directory.CacheSize = aggregates.Value.KnownPlaceCountMax);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WriteInstruments>();
        services.TryAddSingleton<LocalPartitions>();
        services.TryAddSingleton<PartitionGateway>();
        services.TryAddSingleton<LocalAggregates>();
        services.TryAddSingleton<PreferredSilos>();
        services.TryAddSingleton<IEventRoad, StreamRoad>();
        services.TryAddSingleton<SnapshotStore>();
        services.TryAddSingleton(CreateRuntime);
        services.AddSingleton<PartitionSupervisor>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<PartitionSupervisor>());
        return silo;
    }

    /// <summary>Says what this silo is for, so that it hosts the grains of these roles alone, and places them by their partitions. Needs an <see cref="IJournal"/>.</summary>
    /// <param name="roles">Some of <see cref="SiloRole"/>.</param>
    public static ISiloBuilder AddPartitionPlacement(this ISiloBuilder silo, params string[] roles)
    {
        silo.Services.PostConfigure<GrainTypeOptions>(grains =>
            grains.Classes.RemoveWhere(type => RoleOf(type) is { } role && !roles.Contains(role)));
        silo.Services.TryAddSingleton(provider => provider.GetRequiredService<IJournal>().Partitioning);
        silo.Services.TryAddSingleton<ISiloRoles, ManifestSiloRoles>();
        silo.Services.AddPlacementDirector<PartitionPlacement, PartitionPlacementDirector>(ServiceLifetime.Transient);
        return silo;
    }

    /// <summary>The grains of a view are for silos that read, wherever on these they are placed.</summary>
    private static string? RoleOf(Type grain) => grain.GetCustomAttribute<PartitionPlacementAttribute>()?.Role
        ?? (grain.IsDefined(typeof(HostedViewAttribute)) ? SiloRole.Read : null);

    /// <summary>Has this silo host some of the views alone; another silo has to host the others.</summary>
    /// <param name="views">Names of views; see <see cref="HostedViewAttribute"/>.</param>
    public static ISiloBuilder HostViews(this ISiloBuilder silo, IReadOnlyCollection<string> views)
    {
        silo.Services.PostConfigure<GrainTypeOptions>(grains =>
            grains.Classes.RemoveWhere(type => type.GetCustomAttribute<HostedViewAttribute>() is { } hosted && !views.Contains(hosted.Name)));
        return silo;
    }

    /// <summary>Keeps snapshots of aggregates in a database of their own, through Orleans' ADO.NET grain storage. Without it there are none.</summary>
    public static ISiloBuilder AddAggregateSnapshots(this ISiloBuilder silo, SnapshotDialect dialect, DbProviderFactory factory, string connectionString)
    {
        var invariant = dialect == SnapshotDialect.PostgreSql ? "Npgsql" : "System.Data.SQLite";
        DbProviderFactories.RegisterFactory(invariant, factory);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new SnapshotSchema(dialect, factory, connectionString));
        return silo.AddAdoNetGrainStorage(SnapshotStore.StorageName, options =>
        {
            options.Invariant = invariant;
            options.ConnectionString = connectionString;
            options.GrainStorageSerializer = new SnapshotSerializer();
        });
    }

    private static AggregateRuntime CreateRuntime(IServiceProvider provider) => new(
        provider.GetRequiredService<IJournal>(),
        provider.GetRequiredService<PartitionGateway>(),
        provider.GetRequiredService<LocalAggregates>(),
        provider.GetRequiredService<SnapshotStore>(),
        provider.GetRequiredService<IOptions<AggregateOptions>>(),
        provider.GetRequiredService<WriteInstruments>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<AggregateRuntime>>());
}
