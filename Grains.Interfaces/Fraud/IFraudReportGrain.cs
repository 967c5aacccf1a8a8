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

    /// <summary>What is open, the worst first, and totals, when they are different from what was shown.</summary>
    [Alias("WatchReport")]
    Task<WatchAnswer<FraudReport>> WatchReportAsync(FraudReportRequest request, WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>One alert, or null if it is not open, when it is different from what was shown.</summary>
    [Alias("WatchOpenAlert")]
    Task<WatchAnswer<FraudAlert?>> WatchOpenAlertAsync(FraudAlertId alert, WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>What was open then, by the rules of today.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetReportAsOf")]
    Task<FraudReport> GetReportAsOfAsync(FraudReportRequest request, AsOfAll asOf, CancellationToken cancellationToken);

    /// <summary>A page of all alerts that had been raised then by the rules of today, as they stood. Each page is folded anew from the beginning.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetAlertsAsOf")]
    Task<FraudAlertPage> GetAlertsAsOfAsync(FraudAlertPageRequest request, AsOfAll asOf, CancellationToken cancellationToken);

    /// <summary>One alert as it was by the rules of today, or null if it was not open.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetOpenAlertAsOf")]
    Task<FraudAlert?> GetOpenAlertAsOfAsync(FraudAlertId alert, AsOfAll asOf, CancellationToken cancellationToken);
}
