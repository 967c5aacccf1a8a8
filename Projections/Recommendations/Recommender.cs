using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>Makes recommendations of what all partitions say about some products.</summary>
public static class Recommender
{
    /// <param name="parts">Of each partition that knows the product.</param>
    public static ProductRecommendations OfProduct(string sku, IReadOnlyList<ProductCompany> parts, int countMax, int halfLifeDays, ViewFreshness freshness)
    {
        var whole = Merge(parts, halfLifeDays);
        return new(sku, whole.Weight, [.. Best(whole.Companions.Select(other => new Recommendation(other.Key, other.Value / whole.Weight, other.Value)), countMax)], freshness);
    }

    /// <summary>The products of a basket that a customer's recommendations rest on.</summary>
    /// <param name="basket">What the customer has, the newest first.</param>
    public static ImmutableArray<string> BecauseOf(ImmutableArray<string> basket) => basket[..Math.Min(basket.Length, RecommendationLimits.BecauseCountMax)];

    /// <param name="basket">What the customer has, the newest first.</param>
    /// <param name="parts">Of each partition, what it knows of the products that <see cref="BecauseOf"/> names, in their order.</param>
    public static CustomerRecommendations OfCustomer(
        string customer, ImmutableArray<string> basket, IReadOnlyList<ImmutableArray<ProductCompany?>> parts, int countMax, int halfLifeDays,
        ViewFreshness freshness)
    {
        var because = BecauseOf(basket);
        var sums = new Dictionary<string, Recommendation>(StringComparer.Ordinal);
        foreach (var whole in because.Select((_, at) => Merge([.. parts.Select(part => part[at]).OfType<ProductCompany>()], halfLifeDays)))
        {
            foreach (var (sku, weight) in whole.Companions)
            {
                var sum = sums.GetValueOrDefault(sku) ?? new(sku, 0, 0);
                sums[sku] = sum with { Share = sum.Share + weight / whole.Weight / because.Length, Weight = sum.Weight + weight };
            }
        }

        foreach (var sku in basket) sums.Remove(sku);
        return new(customer, because, [.. Best(sums.Values, countMax)], freshness);
    }

    private static IEnumerable<Recommendation> Best(IEnumerable<Recommendation> all, int countMax) =>
        all.OrderByDescending(one => one.Share).ThenBy(one => one.Sku, StringComparer.Ordinal).Take(countMax);

    /// <summary>Weights of partitions are as of different times: all are brought to the latest.</summary>
    private static Whole Merge(IReadOnlyList<ProductCompany> parts, int halfLifeDays)
    {
        var companions = new Dictionary<string, double>(StringComparer.Ordinal);
        var weight = 0.0;
        var latest = parts.Count == 0 ? default : parts.Max(part => part.At);
        foreach (var part in parts)
        {
            var decay = HalfLife.Decay(latest - part.At, halfLifeDays);
            weight += part.Weight * decay;
            foreach (var companion in part.Companions)
                companions[companion.Sku] = companions.GetValueOrDefault(companion.Sku) + companion.Certain * decay;
        }

        return new(weight, companions);
    }

    private readonly record struct Whole(double Weight, Dictionary<string, double> Companions);
}
