using System.Collections.Immutable;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What one partition sold over time.</summary>
/// <param name="Newest">The number of the newest time that it knows; null if it sold nothing.</param>
[GenerateSerializer, Immutable, Alias("analytics-series-part")]
public sealed record SeriesPart([property: Id(0)] long? Newest, [property: Id(1)] ImmutableArray<TimedSales> Points);
