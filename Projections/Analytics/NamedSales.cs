using CommandProcessor.Grains.Interfaces.Analytics;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What was sold under a name, in one currency.</summary>
[GenerateSerializer, Immutable, Alias("analytics-named-sales")]
public readonly record struct NamedSales([property: Id(0)] string Name, [property: Id(1)] Sales Sales);
