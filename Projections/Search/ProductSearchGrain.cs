using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Search;

/// <summary>Asks the index, once all partitions have put into it what the caller must see.</summary>
[GrainType("product-search")]
[HostedView(View)]
[StatelessWorker]
[Reentrant]
public sealed class ProductSearchGrain(Partitioning partitioning, IProductIndex index)
    : MergedViewGrain<IProductSearchPartitionGrain>(partitioning), IProductSearchGrain
{
    private const string View = ProductSearchProjection.ProjectionName;

    public async Task<ProductSearchPage> SearchAsync(ProductSearchRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetIndexedAsync(least, cancellationToken));

        // While a new version takes over, partitions change one after the other: the newest is whole then.
        var version = answers.Max(answer => answer.Value);
        var model = new ReadModelId(View, version);
        var page = await QueryFaults.AskAsync($"The index of {model}", () => index.SearchAsync(model, request, cancellationToken));
        return page with { Freshness = answers.Freshness() };
    }

    public Task<WatchAnswer<ProductSearchPage>> WatchAsync(ProductSearchRequest request, WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => SearchAsync(request, atLeast, token), ProductSelection.Of, cancellationToken);

    public Task<ProductSearchPage> SearchAsOfAsync(ProductSearchRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: {request}", (past, token) => past.SearchAsync(request, asOf, token), cancellationToken);
}
