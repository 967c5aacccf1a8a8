using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Analytics;

/// <summary>Merges the dashboards of all partitions.</summary>
[GrainType("analytics")]
[HostedView(View)]
[StatelessWorker]
[Reentrant]
public sealed class AnalyticsGrain(Partitioning partitioning, RankingMemory rankings, ViewMoves moves)
    : MergedViewGrain<IAnalyticsPartitionGrain>(partitioning), IAnalyticsGrain
{
    private const string View = AnalyticsProjection.ProjectionName;

    public async Task<ShopOverview> GetOverviewAsync(AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetOverviewAsync(least, cancellationToken));
        return AnalyticsAnswers.Merge([.. answers.Select(answer => answer.Value)], answers.Freshness());
    }

    public async Task<SalesSeries> GetSalesAsync(SalesRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetSalesAsync(request, least, cancellationToken));
        return AnalyticsAnswers.Merge([.. answers.Select(answer => answer.Value)], request, answers.Freshness());
    }

    public async Task<SalesRanking> GetRankingAsync(RankingRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var grains = GrainFactory; // The merging may go on beside this grain.
        if (request.Of is not (SalesSubject.Product or SalesSubject.Category)) return await MergeRankingAsync(grains, request, atLeast, cancellationToken);

        var reached = await moves.NewestAsync<IAnalyticsPartitionGrain>().WaitAsync(cancellationToken);
        if (!IsReached(atLeast, reached)) return await MergeRankingAsync(grains, request, atLeast, cancellationToken); // The caller wrote just now.
        var whole = request with { CountMax = RankingRequest.CountLimit };
        var ranking = await rankings.GetAsync(
            request, reached, () => MergeRankingAsync(grains, whole, new(reached.Positions()), CancellationToken.None)).WaitAsync(cancellationToken);
        return ranking.Places.Length <= request.CountMax ? ranking : ranking with { Places = ranking.Places[..request.CountMax] };
    }

    public Task<WatchAnswer<ShopOverview>> WatchOverviewAsync(WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, GetOverviewAsync, AnalyticsSelection.Of, cancellationToken);

    public Task<WatchAnswer<SalesSeries>> WatchSalesAsync(SalesRequest request, WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => GetSalesAsync(request, atLeast, token), AnalyticsSelection.Of, cancellationToken);

    public Task<WatchAnswer<SalesRanking>> WatchRankingAsync(RankingRequest request, WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => GetRankingAsync(request, atLeast, token), AnalyticsSelection.Of, cancellationToken);

    public Task<ShopOverview> GetOverviewAsOfAsync(AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: overview", (past, token) => past.GetOverviewAsync(asOf, token), cancellationToken);

    public Task<SalesSeries> GetSalesAsOfAsync(SalesRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: {request}", (past, token) => past.GetSalesAsync(request, asOf, token), cancellationToken);

    public Task<SalesRanking> GetRankingAsOfAsync(RankingRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: {request}", (past, token) => past.GetRankingAsync(request, asOf, token), cancellationToken);

    private async Task<SalesRanking> MergeRankingAsync(
        IGrainFactory grains, RankingRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        var answers = await AskAllAsync(grains, atLeast, (grain, least) => grain.GetRankingAsync(request, least, cancellationToken));
        return AnalyticsAnswers.Merge([.. answers.Select(answer => answer.Value)], request, answers.Freshness());
    }

    /// <param name="reached">One of each partition, in their order.</param>
    private static bool IsReached(AtLeastAll atLeast, ImmutableArray<ViewStand> reached) =>
        atLeast.Positions.IsDefaultOrEmpty || atLeast.Positions.All(asked => asked.Partition < reached.Length && asked.Position <= reached[asked.Partition].Position);
}
