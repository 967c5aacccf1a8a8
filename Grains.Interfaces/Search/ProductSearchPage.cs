using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Search;

/// <summary>Some of the products that were found, and what all of them have in common.</summary>
/// <param name="Products">At most as many as asked for.</param>
/// <param name="Next">Asks for the page after this; null if this is the last.</param>
/// <param name="Count">How many were found.</param>
/// <param name="Facets">How many there would be by other filters.</param>
/// <param name="Freshness">How far all this is true.</param>
[GenerateSerializer, Immutable, Alias("product-search-page")]
public sealed record ProductSearchPage(
    [property: Id(0)] ImmutableArray<ProductHit> Products,
    [property: Id(1)] string? Next,
    [property: Id(2)] long Count,
    [property: Id(3)] ProductFacets Facets,
    [property: Id(4)] ViewFreshness Freshness)
{
    public static ProductSearchPage Empty { get; } = new([], null, 0, ProductFacets.None, ViewFreshness.None);
}

/// <summary>A product that was found, and its stock.</summary>
[GenerateSerializer, Immutable, Alias("product-hit")]
public sealed record ProductHit(
    [property: Id(0)] string Sku,
    [property: Id(1)] string Name,
    [property: Id(2)] string Category,
    [property: Id(3)] decimal Price,
    [property: Id(4)] string Currency,
    [property: Id(5)] long OnHand,
    [property: Id(6)] long Available,
    [property: Id(7)] bool IsDiscontinued,
    [property: Id(8)] long ReorderLevel)
{
    /// <summary>True if it is to be ordered again.</summary>
    public bool IsBelowReorderLevel() => !IsDiscontinued && Available < ReorderLevel;
}

/// <summary>How many products there are of each kind; each facet by all filters but its own.</summary>
/// <param name="Categories">Those with the most products first, at most <see cref="CategoryCountMax"/>.</param>
/// <param name="Prices">By currency and price.</param>
/// <param name="InStock">That can be booked now.</param>
/// <param name="OutOfStock">That cannot.</param>
/// <param name="BelowReorderLevel">That are to be ordered again.</param>
[GenerateSerializer, Immutable, Alias("product-facets")]
public sealed record ProductFacets(
    [property: Id(0)] ImmutableArray<CategoryFacet> Categories,
    [property: Id(1)] ImmutableArray<PriceFacet> Prices,
    [property: Id(2)] long InStock,
    [property: Id(3)] long OutOfStock,
    [property: Id(4)] long BelowReorderLevel)
{
    public const int CategoryCountMax = 50;

    public static ProductFacets None { get; } = new([], [], 0, 0, 0);
}

[GenerateSerializer, Immutable, Alias("category-facet")]
public sealed record CategoryFacet([property: Id(0)] string Category, [property: Id(1)] long Count);

/// <param name="Currency">Whose prices.</param>
/// <param name="From">The lowest price that is in it.</param>
/// <param name="Below">The lowest price that is not any more; null if there is none.</param>
/// <param name="Count">Products.</param>
[GenerateSerializer, Immutable, Alias("price-facet")]
public sealed record PriceFacet(
    [property: Id(0)] string Currency, [property: Id(1)] decimal From, [property: Id(2)] decimal? Below, [property: Id(3)] long Count);
