using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>The roads to all views as one.</summary>
internal sealed class ViewRoadMonitor(IServiceProvider services) : IKafkaStreamMonitor
{
    private readonly IKafkaStreamMonitor[] _roads =
        [.. ViewRoads.All.Select(road => services.GetRequiredKeyedService<IKafkaStreamMonitor>(road.Provider))];

    public bool IsTopicReady => Array.TrueForAll(_roads, road => road.IsTopicReady);

    public string? Problem => _roads.Select(road => road.Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>Each partition once for each view that this silo reads it for.</summary>
    public IReadOnlyList<KafkaPartitionStatus> GetPartitions() => [.. _roads.SelectMany(road => road.GetPartitions())];
}
