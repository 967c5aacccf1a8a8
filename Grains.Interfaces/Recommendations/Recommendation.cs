using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Recommendations;

/// <summary>A product that goes with others.</summary>
/// <param name="Sku">Which.</param>
/// <param name="Share">Which part of the orders of the others had it too, from 0 to 1; of several products the mean over them.</param>
/// <param name="Weight">How many orders that were, where an old one counts for less.</param>
[GenerateSerializer, Immutable, Alias("recommendation")]
public sealed record Recommendation([property: Id(0)] string Sku, [property: Id(1)] double Share, [property: Id(2)] double Weight);

/// <summary>What others bought together with a product.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Weight">How many orders had it, where an old one counts for less.</param>
/// <param name="Together">The most frequent first.</param>
/// <param name="Freshness">How far all this is true.</param>
[GenerateSerializer, Immutable, Alias("product-recommendations")]
public sealed record ProductRecommendations(
    [property: Id(0)] string Sku,
    [property: Id(1)] double Weight,
    [property: Id(2)] ImmutableArray<Recommendation> Together,
    [property: Id(3)] ViewFreshness Freshness);

/// <summary>What a customer might like.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Because">The customer's newest products, on the strength of which this is said; the newest first.</param>
/// <param name="Products">The most fitting first; none that the customer is known to have.</param>
/// <param name="Freshness">How far all this is true.</param>
[GenerateSerializer, Immutable, Alias("customer-recommendations")]
public sealed record CustomerRecommendations(
    [property: Id(0)] string Customer,
    [property: Id(1)] ImmutableArray<string> Because,
    [property: Id(2)] ImmutableArray<Recommendation> Products,
    [property: Id(3)] ViewFreshness Freshness);
