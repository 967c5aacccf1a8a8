using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>Sales over time, the earliest first. A time in which nothing was ordered has no point.</summary>
[GenerateSerializer, Immutable, Alias("sales-series")]
public sealed record SalesSeries([property: Id(0)] ImmutableArray<SalesPoint> Points, [property: Id(1)] ViewFreshness Freshness);
