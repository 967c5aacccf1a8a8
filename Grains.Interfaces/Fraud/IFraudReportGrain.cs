using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Fraud;

/// <summary>What looks like fraud, over everybody; its key is 0.</summary>
[Alias("CommandProcessor.IFraudReportGrain")]
public interface IFraudReportGrain : IGrainWithIntegerKey
{
    /// <summary>What is open, the worst first, and totals.</summary>
    [Alias("GetReport")]
    Task<FraudReport> GetReportAsync(FraudReportRequest request, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>A page of all alerts that were ever raised, as they stand; the newest first.</summary>
    [Alias("GetAlerts")]
    Task<FraudAlertPage> GetAlertsAsync(FraudAlertPageRequest request, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>One open alert, or null if it is not open.</summary>
    [Alias("GetOpenAlert")]
    Task<FraudAlert?> GetOpenAlertAsync(FraudAlertId alert, AtLeastAll atLeast, CancellationToken cancellationToken);
}
