using CommandProcessor.Benchmarks.Servers;
using CommandProcessor.Grains;
using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Stores;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Hosting;
using CommandProcessor.Silo.Road;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Benchmarks.Hosting;

/// <summary>A silo as <see cref="SiloHost"/> composes it, with its defaults, less the parts that a benchmark leaves out.</summary>
internal static class ProductSilo
{
    private const int ReactorWriterCountMax = 4;

    public static Task<BenchmarkSilo> StartAsync(ProductParts parts, CancellationToken cancellationToken) => BenchmarkSilo.StartAsync(
        silo => Configure(silo, parts),
        services => services.GetRequiredService<IJournal>().InitializeAsync(cancellationToken),
        cancellationToken);

    private static void Configure(ISiloBuilder silo, ProductParts parts)
    {
        var pool = PostgresPool.Of(parts.ConnectionString, BenchmarkPostgres.PoolSizeMax);
        silo.Services.AddPostgresJournal(journal => (journal.PartitionCount, journal.ConnectionStrings) = (parts.Partitions, [parts.ConnectionString]));
        silo.AddPartitionPlacement(parts.HasProjections ? [SiloRole.Write, SiloRole.Read] : [SiloRole.Write]);
        silo.AddAggregateSnapshots(SnapshotDialect.PostgreSql, NpgsqlFactory.Instance, pool);
        silo.AddCommandProcessorWriteSide(partitions => partitions.PublishingEnabled = parts.Topic is not null);
        if (parts.HasReactors)
        {
            silo.Services.AddSingleton<IReactorStore>(_ => SqlReactorStore.OnPostgreSql(NpgsqlDataSource.Create(pool), ReactorWriterCountMax));
            silo.AddCommandProcessorReactors();
        }

        parts.Configure(silo.Services);
        if (parts.HasProjections)
        {
            silo.Services.AddProjections();
            if (!parts.HasViewsOverAll) silo.Services.Remove(silo.Services.First(service => service.ImplementationType == typeof(PartitionViewSupervisor)));
            silo.Services.AddPostgresReadModels(_ => NpgsqlDataSource.Create(pool));
        }

        if (parts.Topic is null) return;
        silo.Services.AddSingleton<IEventRoad>(services => parts.Road(ViewRoads.Publisher(services)));
        if (parts.HasProjections)
        {
            silo.AddViewRoads((_, options) => parts.Topic.Configure(options));
            return;
        }

        // Where nobody listens, nothing is read from Kafka either: that is another silo's work.
        silo.AddKafkaStreams(
            ViewRoads.Publishing.Provider,
            options =>
            {
                parts.Topic.Configure(options);
                options.Consume = false;
            },
            road => road.UseDataAdapter(_ => new CloudEventsDataAdapter()));
    }
}
