using System.Collections.Immutable;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Journal;
using CommandProcessor.Projections.CustomerOrders;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.StockLevels;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.TransactionHistory;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>The roads to all views by key. Those over everybody have none: they read what these bring to their silo, and the journal.</summary>
internal static class ViewRoads
{
    public static ImmutableArray<ViewRoad> All { get; } =
    [
        new(CustomerOrdersProjection.ProjectionName, CustomerOrdersProjection.KeyKind),
        new(TransactionHistoryProjection.ProjectionName, TransactionHistoryProjection.KeyKind),
        new(StockLevelsProjection.ProjectionName, StockLevelsProjection.KeyKind),
    ];

    /// <summary>The one whose producer publishes; they all could.</summary>
    public static ViewRoad Publishing => All[0];

    /// <param name="configure">Sets the options of each; the group is divided afterwards.</param>
    public static void AddViewRoads(this ISiloBuilder silo, Action<ViewRoad, KafkaStreamOptions> configure)
    {
        foreach (var road in All)
        {
            silo.AddKafkaStreams(
                road.Provider,
                kafka =>
                {
                    configure(road, kafka);
                    kafka.ConsumerGroup = road.GroupOf(kafka.ConsumerGroup);
                },
                parts => parts
                    .UseDataAdapter(services => new ViewDataAdapter(road, services.GetRequiredService<PartitionFeed>()))
                    .UseBackfillSource(services => new JournalBackfill(services.GetRequiredService<IJournal>(), road))
                    .UseCheckpointStore(services => new CheckpointStore(services.GetRequiredService<ConsumerCheckpoints>())));
        }

        silo.Services.AddSingleton<IKafkaStreamMonitor, ViewRoadMonitor>();
    }

    public static KafkaRoad Publisher(IServiceProvider services) => new(services.GetRequiredKeyedService<IKafkaStreamPublisher>(Publishing.Provider));
}
