using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Projections.Analytics;

/// <summary>How many orders came to a stage, and how long they took together.</summary>
[GenerateSerializer, Immutable, Alias("analytics-stage")]
public sealed record StageRow([property: Id(0)] OrderStatus Stage, [property: Id(1)] long OrderCount, [property: Id(2)] long TotalMs);
