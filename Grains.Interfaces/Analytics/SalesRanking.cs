using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>Those with the greatest revenue, exactly; among equals by name.</summary>
[GenerateSerializer, Immutable, Alias("sales-ranking")]
public sealed record SalesRanking([property: Id(0)] ImmutableArray<RankedSales> Places, [property: Id(1)] ViewFreshness Freshness);
