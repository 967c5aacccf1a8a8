using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>What was bought together.</summary>
public static class RecommendationPast
{
    extension(PastViews past)
    {
        /// <inheritdoc cref="IRecommendationsGrain.GetByProductAsOfAsync"/>
        public Task<ProductRecommendations> GetByProductAsync(
            string sku, int countMax, int halfLifeDays, AsOfAll asOf, CancellationToken cancellationToken) => RecommendationLimits.Mistake("SKU", sku, countMax) is { } mistake
            ? throw new ArgumentException(mistake)
            : past.AskAsync<RecommendationModel, ProductCompany?, ProductRecommendations>(
                asOf,
                model => model.Products.Find(sku),
                (parts, freshness) => Recommender.OfProduct(sku, [.. parts.OfType<ProductCompany>()], countMax, halfLifeDays, freshness),
                cancellationToken);
    }
}
