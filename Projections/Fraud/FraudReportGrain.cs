using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Fraud;

/// <summary>Merges the alerts of all partitions.</summary>
[GrainType("fraud-report")]
[StatelessWorker]
[Reentrant]
public sealed class FraudReportGrain(Partitioning partitioning) : MergedViewGrain<IFraudPartitionGrain>(partitioning), IFraudReportGrain
{
    public async Task<FraudReport> GetReportAsync(FraudReportRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetReportAsync(request, least, cancellationToken));
        return FraudReports.Merge([.. answers.Select(answer => answer.Value)], request) with { Freshness = answers.Freshness() };
    }

    public async Task<FraudAlertPage> GetAlertsAsync(FraudAlertPageRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var after = request.After is { } text ? LogCursor.Parse(text) : (LogCursor?)null;
        var ask = new LogPageRequest(request.PageSize, (int)(request.Rule ?? FraudRule.None), after, request.From, request.Until);
        var pages = await AskAllAsync(atLeast, (grain, least) => grain.GetAlertsAsync(ask, least, cancellationToken));
        var page = LogPages.Merge(pages, request.PageSize);
        return new([.. page.Entries.Select(entry => entry.Entry)], page.Next?.ToString(), page.Freshness);
    }

    public async Task<FraudAlert?> GetOpenAlertAsync(FraudAlertId alert, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (alert.Mistake() is { } mistake) throw new ArgumentException(mistake);
        return (await AskOneAsync(alert.PartitionKey, atLeast, (grain, least) => grain.GetOpenAlertAsync(alert, least, cancellationToken))).Value;
    }

    public Task<WatchAnswer<FraudReport>> WatchReportAsync(FraudReportRequest request, WatchRequest watch, CancellationToken cancellationToken) => WatchAsync(
        watch, (atLeast, token) => GetReportAsync(request, atLeast, token), report => FraudSelection.Of(report, request), cancellationToken);

    public Task<FraudReport> GetReportAsOfAsync(FraudReportRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        Past.GetReportAsync(request, asOf, cancellationToken);
}
