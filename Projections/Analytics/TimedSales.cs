using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Analytics;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What was sold in the minute, hour or day of that number, counted from the year 1.</summary>
[GenerateSerializer, Immutable, Alias("analytics-timed-sales")]
public sealed record TimedSales([property: Id(0)] long Number, [property: Id(1)] ImmutableArray<Sales> Sales);
