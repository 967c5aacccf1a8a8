using System.Collections.Immutable;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What one partition has to say to a ranking.</summary>
/// <param name="Rows">Of customers the first so many: all that is of one customer is in one partition. Of all else everything, to be added up.</param>
/// <param name="Catalogue">The products of the partition, if they are asked for.</param>
[GenerateSerializer, Immutable, Alias("analytics-ranking-part")]
public sealed record RankingPart([property: Id(0)] ImmutableArray<NamedSales> Rows, [property: Id(1)] ImmutableArray<CatalogueRow> Catalogue);
