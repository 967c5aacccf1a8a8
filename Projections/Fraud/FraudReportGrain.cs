using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Fraud;

/// <summary>Merges the alerts of all partitions.</summary>
[GrainType("fraud-report")]
[HostedView(View)]
[StatelessWorker]
[Reentrant]
public sealed class FraudReportGrain(Partitioning partitioning) : MergedViewGrain<IFraudPartitionGrain>(partitioning), IFraudReportGrain
{
    private const string View = FraudProjection.ProjectionName;

    public async Task<FraudReport> GetReportAsync(FraudReportRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetReportAsync(request, least, cancellationToken));
        return FraudReports.Merge([.. answers.Select(answer => answer.Value)], request) with { Freshness = answers.Freshness() };
    }

    public async Task<FraudAlertPage> GetAlertsAsync(FraudAlertPageRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var log = FraudReports.LogOf(request);
        return FraudReports.PageOf(await ReadLogAsync(log, atLeast, (grain, least) => grain.GetAlertsAsync(log, least, cancellationToken)));
    }

    public async Task<FraudAlert?> GetOpenAlertAsync(FraudAlertId alert, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (alert.Mistake() is { } mistake) throw new ArgumentException(mistake);
        return (await AskOneAsync(alert.PartitionKey, atLeast, (grain, least) => grain.GetOpenAlertAsync(alert, least, cancellationToken))).Value;
    }

    public Task<WatchAnswer<FraudReport>> WatchReportAsync(FraudReportRequest request, WatchRequest watch, CancellationToken cancellationToken) => WatchAsync(
        watch, (atLeast, token) => GetReportAsync(request, atLeast, token), report => FraudSelection.Of(report, request), cancellationToken);

    public Task<WatchAnswer<FraudAlert?>> WatchOpenAlertAsync(FraudAlertId alert, WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => GetOpenAlertAsync(alert, atLeast, token), FraudSelection.Of, cancellationToken);

    public Task<FraudReport> GetReportAsOfAsync(FraudReportRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: {request}", (past, token) => past.GetReportAsync(request, asOf, token), cancellationToken);

    public Task<FraudAlertPage> GetAlertsAsOfAsync(FraudAlertPageRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: {request}", (past, token) => past.GetAlertsAsync(request, asOf, token), cancellationToken);

    public Task<FraudAlert?> GetOpenAlertAsOfAsync(FraudAlertId alert, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: alert {alert}", (past, token) => past.GetOpenAlertAsync(alert, asOf, token), cancellationToken);
}
