namespace CommandProcessor.Projections.Analytics;

/// <summary>What a product is.</summary>
[GenerateSerializer, Immutable, Alias("analytics-product")]
public sealed record CatalogueRow([property: Id(0)] string Sku, [property: Id(1)] string Name, [property: Id(2)] string Category);
