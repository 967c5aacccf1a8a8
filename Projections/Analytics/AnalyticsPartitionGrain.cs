using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Analytics;

/// <summary>Counts what is sold in one partition.</summary>
[GrainType(GrainTypeName)]
[HostedView(AnalyticsProjection.ProjectionName)]
[PartitionPlacement(SiloRole.Read)]
public sealed class AnalyticsPartitionGrain(IPartitionProjection<AnalyticsModel> projection, PartitionViewParts parts)
    : PartitionViewGrain<AnalyticsModel>(projection, parts), IAnalyticsPartitionGrain
{
    public const string GrainTypeName = "analytics-partition";

    public Task<PartitionAnswer<OverviewPart>> GetOverviewAsync(AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync(atLeast, AnalyticsAnswers.OverviewOf, cancellationToken);

    public Task<PartitionAnswer<SeriesPart>> GetSalesAsync(SalesRequest request, AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync(atLeast, model => AnalyticsAnswers.SeriesOf(model, request), cancellationToken);

    public Task<PartitionAnswer<RankingPart>> GetRankingAsync(RankingRequest request, AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync(atLeast, model => AnalyticsAnswers.RankingOf(model, request), cancellationToken);
}
