using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>Knows nothing; remembers how fresh each answer had to be.</summary>
public sealed class FakeRecommendationsGrain : IRecommendationsGrain
{
    public List<AtLeastAll> Asked { get; } = [];

    public Task<ProductRecommendations> GetByProductAsync(string sku, int countMax, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        return Task.FromResult(new ProductRecommendations(sku, 0, [], ViewFreshness.None));
    }

    public Task<CustomerRecommendations> GetByCustomerAsync(string customer, int countMax, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        return Task.FromResult(new CustomerRecommendations(customer, [], [], ViewFreshness.None));
    }

    public List<WatchRequest> Watches { get; } = [];

    public Task<WatchAnswer<ProductRecommendations>> WatchByProductAsync(string sku, int countMax, WatchRequest watch, CancellationToken cancellationToken)
    {
        Watches.Add(watch);
        return Task.FromResult(new WatchAnswer<ProductRecommendations>(true, new ProductRecommendations(sku, 0, [], ViewFreshness.None), new([new(3, Watches.Count)], Watches.Count)));
    }

    public Task<ProductRecommendations> GetByProductAsOfAsync(string sku, int countMax, AsOfAll asOf, CancellationToken cancellationToken) => Task.FromResult(new ProductRecommendations(sku, 0, [], ViewFreshness.None));

    public Task<WatchAnswer<CustomerRecommendations>> WatchByCustomerAsync(string customer, int countMax, WatchRequest watch, CancellationToken cancellationToken)
    {
        Watches.Add(watch);
        return Task.FromResult(new WatchAnswer<CustomerRecommendations>(true, new CustomerRecommendations(customer, [], [], ViewFreshness.None), new([new(3, Watches.Count)], Watches.Count)));
    }

    public Task<CustomerRecommendations> GetByCustomerAsOfAsync(string customer, int countMax, AsOfAll asOf, CancellationToken cancellationToken) => Task.FromResult(new CustomerRecommendations(customer, [], [], ViewFreshness.None));
}
