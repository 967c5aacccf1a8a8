using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.DependencyInjection;
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
        var answers = await AskIndexedAsync(atLeast, cancellationToken);
        var model = new ReadModelId(View, NewestOf(answers));
        var page = await QueryFaults.AskAsync($"The index of {model}", () => index.SearchAsync(model, request, cancellationToken));
        return page with { Freshness = answers.Freshness() };
    }

    public Task<WatchAnswer<ProductSearchPage>> WatchAsync(ProductSearchRequest request, WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => SearchAsync(request, atLeast, token), ProductSelection.Of, cancellationToken);

    public Task<ProductSearchPage> SearchAsOfAsync(ProductSearchRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: {request}", (past, token) => past.SearchAsync(request, asOf, token), cancellationToken);

    /// <summary>
    /// While another version takes over, partitions change one after the other. What a caller must see is in the index of the version that its partition
    /// still shows, and perhaps not yet in that of the others': whoever asks for something waits until all show the same.
    /// </summary>
    private async Task<PartitionAnswer<int>[]> AskIndexedAsync(AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        var services = ServiceProvider.GetRequiredService<ProjectionServices>();
        var period = TimeSpan.FromMilliseconds(services.Options.VersionLookPeriodMs);
        var longest = services.TimeOf(new(0, atLeast.Deadline));
        var started = services.Time.GetTimestamp();
        for (var left = longest; ;)
        {
            var answers = await AskAllAsync(atLeast with { Deadline = left }, (grain, least) => grain.GetIndexedAsync(least, cancellationToken));
            if (atLeast.Positions.IsDefaultOrEmpty || answers.All(answer => answer.Value == answers[0].Value)) return answers;
            left = longest - services.Time.GetElapsedTime(started) - period;
            if (left <= TimeSpan.Zero)
                throw new QueryRetryException($"{View} is being switched to another version: partitions show {answers.Min(answer => answer.Value)} to {NewestOf(answers)}.");
            await Task.Delay(period, services.Time, cancellationToken);
        }
    }

    private static int NewestOf(PartitionAnswer<int>[] answers) => answers.Max(answer => answer.Value);
}
