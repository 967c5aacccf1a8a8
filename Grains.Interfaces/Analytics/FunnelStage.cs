using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>How many orders have come to a stage, and how long after they were placed.</summary>
/// <param name="Stage">Also those that have gone on from there are counted. Returned are those that came back whole.</param>
/// <param name="OrderCount">How many.</param>
/// <param name="Mean">Mean time from the placing to this; null if there is none.</param>
/// <param name="Median">Exact to one percent.</param>
/// <param name="P99">Of a hundred orders, 99 took no longer; exact to one percent.</param>
[GenerateSerializer, Immutable, Alias("funnel-stage")]
public sealed record FunnelStage(
    [property: Id(0)] OrderStatus Stage,
    [property: Id(1)] long OrderCount,
    [property: Id(2)] TimeSpan? Mean,
    [property: Id(3)] TimeSpan? Median,
    [property: Id(4)] TimeSpan? P99);
