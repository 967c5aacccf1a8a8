using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;
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

        /// <inheritdoc cref="IRecommendationsGrain.GetByCustomerAsOfAsync"/>
        /// <remarks>The customer's partition is folded first, as nobody knows before what the others are to be asked about.</remarks>
        public async Task<CustomerRecommendations> GetByCustomerAsync(
            string customer, int countMax, int halfLifeDays, AsOfAll asOf, CancellationToken cancellationToken)
        {
            if (RecommendationLimits.Mistake("Customer", customer, countMax) is { } mistake) throw new ArgumentException(mistake);
            var basket = (await past.AskOneAsync<RecommendationModel, CustomerBasket>(
                PartitionKey.Customer(customer), asOf, model => model.Customers.Find(customer) ?? CustomerBasket.Empty, cancellationToken)).Value.Skus;
            var because = Recommender.BecauseOf(basket);
            return await past.AskAsync<RecommendationModel, ImmutableArray<ProductCompany?>, CustomerRecommendations>(
                asOf,
                model => [.. because.Select(model.Products.Find)],
                (parts, freshness) => Recommender.OfCustomer(customer, basket, parts, countMax, halfLifeDays, freshness),
                cancellationToken);
        }
    }
}
