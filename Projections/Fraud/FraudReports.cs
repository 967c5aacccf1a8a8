using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Fraud;

/// <summary>Reads a report from a model, and makes one of the reports of all partitions.</summary>
public static class FraudReports
{
    /// <summary>The report of one partition.</summary>
    public static FraudReport Of(FraudModel model, FraudReportRequest request, ViewFreshness freshness)
    {
        FraudAlert[] open = [.. model.Open.Rows.Values.Where(alert => IsAskedFor(alert, request))];
        return new([.. Worst(open, request)], open.Length, [.. model.Totals.Rows.Values.OrderBy(total => total.Rule)], freshness);
    }

    public static FraudReport Merge(IReadOnlyList<FraudReport> parts, FraudReportRequest request) => new(
        [.. Worst(parts.SelectMany(part => part.Open), request)],
        parts.Sum(part => part.OpenCount),
        [.. parts.SelectMany(part => part.Totals).GroupBy(total => total.Rule).Select(ofRule => ofRule.Aggregate((one, other) => one.And(other))).OrderBy(total => total.Rule)],
        parts.Aggregate(ViewFreshness.None, (freshness, part) => freshness.And(part.Freshness)));

    public static LogPageRequest LogOf(FraudAlertPageRequest request) =>
        LogPageRequest.Of(request.PageSize, request.After, request.From, request.Until, (int)(request.Rule ?? FraudRule.None));

    public static FraudAlertPage PageOf(LogPage<FraudAlert> page) => new([.. page.Entries.Select(entry => entry.Entry)], page.Next?.ToString(), page.Freshness);

    private static bool IsAskedFor(FraudAlert alert, FraudReportRequest request) =>
        (request.Rule is null || alert.Rule == request.Rule) && (request.Customer is null || alert.Id.Customer == request.Customer) && alert.Score >= request.ScoreMin;

    private static IEnumerable<FraudAlert> Worst(IEnumerable<FraudAlert> alerts, FraudReportRequest request) => alerts
        .OrderByDescending(alert => alert.Score).ThenByDescending(alert => alert.RaisedAt).ThenBy(alert => alert.Id.GrainKey, StringComparer.Ordinal)
        .Take(request.CountMax);
}
