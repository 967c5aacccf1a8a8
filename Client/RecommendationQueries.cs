using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Queries;
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

    /// <summary>
    /// Watches what others buy together with a product: what it is, then what it has become.
    /// A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="sku">May be one that nobody bought yet.</param>
    /// <param name="countMax">As of the question.</param>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    /// <exception cref="ArgumentException">The SKU or the number is beyond its limits; nothing was asked.</exception>
    public IAsyncEnumerable<Watched<ProductRecommendations>> WatchByProductAsync(
        string sku, int countMax = 10, WatchToken? after = null, CancellationToken cancellationToken = default) =>
        RecommendationLimits.Mistake("SKU", sku, countMax) is { } mistake
            ? throw new ArgumentException(mistake)
            : _sender.WatchAllAsync<IRecommendationsGrain, ProductRecommendations>(
                after, (grain, watch, token) => grain.WatchByProductAsync(sku, countMax, watch, token), cancellationToken);

    /// <summary>What others had bought together with a product then, folded anew from the journal.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public Task<ProductRecommendations> GetByProductAsync(string sku, AsOfAll asOf, int countMax = 10, CancellationToken cancellationToken = default) =>
        RecommendationLimits.Mistake("SKU", sku, countMax) is { } mistake
            ? throw new ArgumentException(mistake)
            : _sender.AskAllAsOfAsync<IRecommendationsGrain, ProductRecommendations>(
                asOf, (grain, point, token) => grain.GetByProductAsOfAsync(sku, countMax, point, token), cancellationToken);

    /// <summary>What a customer might have liked then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.PastTimeout"/>.</exception>
    public Task<CustomerRecommendations> GetByCustomerAsync(string customer, AsOfAll asOf, int countMax = 10, CancellationToken cancellationToken = default) =>
        RecommendationLimits.Mistake("Customer", customer, countMax) is { } mistake
            ? throw new ArgumentException(mistake)
            : _sender.AskAllAsOfAsync<IRecommendationsGrain, CustomerRecommendations>(
                asOf, (grain, point, token) => grain.GetByCustomerAsOfAsync(customer, countMax, point, token), cancellationToken);

    /// <summary>
    /// Watches what a customer might like: what it is, then what it has become.
    /// A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="customer">May be somebody who never ordered.</param>
    /// <param name="countMax">As of the question.</param>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    /// <exception cref="ArgumentException">The customer or the number is beyond its limits; nothing was asked.</exception>
    public IAsyncEnumerable<Watched<CustomerRecommendations>> WatchByCustomerAsync(
        string customer, int countMax = 10, WatchToken? after = null, CancellationToken cancellationToken = default) =>
        RecommendationLimits.Mistake("Customer", customer, countMax) is { } mistake
            ? throw new ArgumentException(mistake)
            : _sender.WatchAllAsync<IRecommendationsGrain, CustomerRecommendations>(
                after, (grain, watch, token) => grain.WatchByCustomerAsync(customer, countMax, watch, token), cancellationToken);
}
