using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Fraud;

/// <summary>The alerts of one partition: the grain's key.</summary>
[Alias("CommandProcessor.IFraudPartitionGrain")]
public interface IFraudPartitionGrain : IPartitionViewGrain
{
    [Alias("GetReport")]
    Task<PartitionAnswer<FraudReport>> GetReportAsync(FraudReportRequest request, AtLeast atLeast, CancellationToken cancellationToken);

    [Alias("GetAlerts")]
    Task<LogPage<FraudAlert>> GetAlertsAsync(LogPageRequest request, AtLeast atLeast, CancellationToken cancellationToken);

    [Alias("GetOpenAlert")]
    Task<PartitionAnswer<FraudAlert?>> GetOpenAlertAsync(FraudAlertId alert, AtLeast atLeast, CancellationToken cancellationToken);
}
