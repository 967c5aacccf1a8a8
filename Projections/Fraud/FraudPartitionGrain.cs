using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Fraud;

/// <summary>Looks for fraud in one partition.</summary>
[GrainType(GrainTypeName)]
[HostedView(FraudProjection.ProjectionName)]
[PartitionPlacement(SiloRole.Read)]
public sealed class FraudPartitionGrain(IPartitionProjection<FraudModel> projection, PartitionViewParts parts)
    : PartitionViewGrain<FraudModel>(projection, parts), IFraudPartitionGrain
{
    public const string GrainTypeName = "fraud-partition";

    public Task<PartitionAnswer<FraudReport>> GetReportAsync(FraudReportRequest request, AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync(atLeast, model => FraudReports.Of(model, request, ViewFreshness.None), cancellationToken);

    public Task<LogPage<FraudAlert>> GetAlertsAsync(LogPageRequest request, AtLeast atLeast, CancellationToken cancellationToken) =>
        GetPageAsync(static model => model.All, request, atLeast, cancellationToken);

    public Task<PartitionAnswer<FraudAlert?>> GetOpenAlertAsync(FraudAlertId alert, AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync(atLeast, model => model.Open.Find(alert.GrainKey), cancellationToken);
}
