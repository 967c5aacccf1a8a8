using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Analytics;

/// <summary>Merges the dashboards of all partitions.</summary>
[GrainType("analytics")]
[StatelessWorker]
[Reentrant]
public sealed class AnalyticsGrain(Partitioning partitioning) : MergedViewGrain<IAnalyticsPartitionGrain>(partitioning), IAnalyticsGrain
{
    public async Task<ShopOverview> GetOverviewAsync(AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetOverviewAsync(least, cancellationToken));
        return AnalyticsAnswers.Merge([.. answers.Select(answer => answer.Value)], Freshness(answers));
    }

    public async Task<SalesSeries> GetSalesAsync(SalesRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetSalesAsync(request, least, cancellationToken));
        return AnalyticsAnswers.Merge([.. answers.Select(answer => answer.Value)], request, Freshness(answers));
    }

    public async Task<SalesRanking> GetRankingAsync(RankingRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetRankingAsync(request, least, cancellationToken));
        return AnalyticsAnswers.Merge([.. answers.Select(answer => answer.Value)], request, Freshness(answers));
    }
}
