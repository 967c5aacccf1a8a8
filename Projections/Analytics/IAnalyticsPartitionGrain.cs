using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Analytics;

/// <summary>The dashboard of one partition: the grain's key.</summary>
[Alias("CommandProcessor.IAnalyticsPartitionGrain")]
public interface IAnalyticsPartitionGrain : IPartitionViewGrain
{
    [Alias("GetOverview")]
    Task<PartitionAnswer<OverviewPart>> GetOverviewAsync(AtLeast atLeast, CancellationToken cancellationToken);

    [Alias("GetSales")]
    Task<PartitionAnswer<SeriesPart>> GetSalesAsync(SalesRequest request, AtLeast atLeast, CancellationToken cancellationToken);

    [Alias("GetRanking")]
    Task<PartitionAnswer<RankingPart>> GetRankingAsync(RankingRequest request, AtLeast atLeast, CancellationToken cancellationToken);
}
