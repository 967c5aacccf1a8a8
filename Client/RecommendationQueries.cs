using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Recommendations;

namespace CommandProcessor.Client;

/// <summary>Questions about what goes with what. What nobody ever bought goes with nothing.</summary>
public sealed class RecommendationQueries
{
    private readonly QuerySender _sender;

    internal RecommendationQueries(QuerySender sender) => _sender = sender;

    /// <summary>What others bought together with a product.</summary>
    /// <exception cref="ArgumentException">The SKU or the number is beyond its limits; nothing was asked.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<ProductRecommendations> GetByProductAsync(string sku, int countMax = 10, CancellationToken cancellationToken = default) =>
        RecommendationLimits.Mistake("SKU", sku, countMax) is { } mistake
            ? throw new ArgumentException(mistake)
            : _sender.AskAllAsync<IRecommendationsGrain, ProductRecommendations>(
                (grain, atLeast, token) => grain.GetByProductAsync(sku, countMax, atLeast, token), cancellationToken);

    /// <summary>What a customer might like, and does not have.</summary>
    /// <exception cref="ArgumentException">The customer or the number is beyond its limits; nothing was asked.</exception>
    public Task<CustomerRecommendations> GetByCustomerAsync(string customer, int countMax = 10, CancellationToken cancellationToken = default) =>
        RecommendationLimits.Mistake("Customer", customer, countMax) is { } mistake
            ? throw new ArgumentException(mistake)
            : _sender.AskAllAsync<IRecommendationsGrain, CustomerRecommendations>(
                (grain, atLeast, token) => grain.GetByCustomerAsync(customer, countMax, atLeast, token), cancellationToken);
}
