using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>Has so many products, one a page; remembers how fresh each answer had to be.</summary>
public sealed class FakeProductSearchGrain : IProductSearchGrain
{
    public const int ProductCount = 3;

    public List<AtLeastAll> Asked { get; } = [];

    public Task<ProductSearchPage> SearchAsync(ProductSearchRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        var number = request.After is null ? 1 : int.Parse(request.After, null) + 1;
        var hit = new ProductHit($"P{number}", "Heart", "Lighting", 1, "GBP", 1, 1, false, 0);
        return Task.FromResult(new ProductSearchPage([hit], number < ProductCount ? $"{number}" : null, ProductCount, ProductFacets.None, ViewFreshness.None));
    }

    public List<WatchRequest> Watches { get; } = [];

    public Task<WatchAnswer<ProductSearchPage>> WatchAsync(ProductSearchRequest request, WatchRequest watch, CancellationToken cancellationToken)
    {
        Watches.Add(watch);
        return Task.FromResult(new WatchAnswer<ProductSearchPage>(true, ProductSearchPage.Empty, new([new(3, Watches.Count)], Watches.Count)));
    }

    public Task<ProductSearchPage> SearchAsOfAsync(ProductSearchRequest request, AsOfAll asOf, CancellationToken cancellationToken) => Task.FromResult(ProductSearchPage.Empty);
}
