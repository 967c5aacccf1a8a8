using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Projections.Partitions;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>Merges what was bought together in all partitions.</summary>
[GrainType("recommendations")]
[HostedView(View)]
[StatelessWorker]
[Reentrant]
public sealed class RecommendationsGrain(Partitioning partitioning, IOptions<RecommendationOptions> options)
    : MergedViewGrain<IRecommendationPartitionGrain>(partitioning), IRecommendationsGrain
{
    private const string View = RecommendationProjection.ProjectionName;

    public async Task<ProductRecommendations> GetByProductAsync(string sku, int countMax, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (RecommendationLimits.Mistake("SKU", sku, countMax) is { } mistake) throw new ArgumentException(mistake);
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetCompanyAsync([sku], least, cancellationToken));
        ProductCompany[] parts = [.. answers.Select(answer => answer.Value[0]).OfType<ProductCompany>()];
        return Recommender.OfProduct(sku, parts, countMax, options.Value.HalfLifeDays, answers.Freshness());
    }

    public async Task<CustomerRecommendations> GetByCustomerAsync(string customer, int countMax, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (RecommendationLimits.Mistake("Customer", customer, countMax) is { } mistake) throw new ArgumentException(mistake);
        var basket = (await AskOneAsync(PartitionKey.Customer(customer), atLeast, (grain, least) => grain.GetBasketAsync(customer, least, cancellationToken))).Value.Skus;
        var because = Recommender.BecauseOf(basket);
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetCompanyAsync(because, least, cancellationToken));
        return Recommender.OfCustomer(customer, basket, [.. answers.Select(answer => answer.Value)], countMax, options.Value.HalfLifeDays, answers.Freshness());
    }

    public Task<WatchAnswer<ProductRecommendations>> WatchByProductAsync(string sku, int countMax, WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => GetByProductAsync(sku, countMax, atLeast, token), RecommendationSelection.Of, cancellationToken);

    public Task<WatchAnswer<CustomerRecommendations>> WatchByCustomerAsync(string customer, int countMax, WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => GetByCustomerAsync(customer, countMax, atLeast, token), RecommendationSelection.Of, cancellationToken);

    public Task<ProductRecommendations> GetByProductAsOfAsync(string sku, int countMax, AsOfAll asOf, CancellationToken cancellationToken) => AskPastAsync(
        $"{View} at {asOf}: {countMax} of product {sku}",
        (past, token) => past.GetByProductAsync(sku, countMax, options.Value.HalfLifeDays, asOf, token), cancellationToken);

    public Task<CustomerRecommendations> GetByCustomerAsOfAsync(string customer, int countMax, AsOfAll asOf, CancellationToken cancellationToken) => AskPastAsync(
        $"{View} at {asOf}: {countMax} of customer {customer}",
        (past, token) => past.GetByCustomerAsync(customer, countMax, options.Value.HalfLifeDays, asOf, token), cancellationToken);
}
