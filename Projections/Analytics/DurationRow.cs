using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Projections.Analytics;

/// <summary>How many orders took about so long to a stage: a bucket of a histogram, by the least that falls in it.</summary>
[GenerateSerializer, Immutable, Alias("analytics-duration")]
public sealed record DurationRow([property: Id(0)] OrderStatus Stage, [property: Id(1)] long DurationMs, [property: Id(2)] long OrderCount);
