using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Fraud;

namespace CommandProcessor.Projections.Fraud;

/// <summary>What of the alerts a watcher watches, as text.</summary>
internal static class FraudSelection
{
    /// <summary>
    /// Of the totals only those of the rule that is asked for, and none for whoever asks for a customer or a score: those count alerts that are none of
    /// the watcher's business.
    /// </summary>
    public static string Of(FraudReport report, FraudReportRequest request) => JsonSerializer.Serialize(
        report with
        {
            Totals = request.Customer is null && request.ScoreMin == 0 ? report.Totals.RemoveAll(total => request.Rule is { } rule && total.Rule != rule) : [],
            Freshness = report.Freshness.ForWatchers(),
        },
        FraudSelectionJson.Default.FraudReport);

    public static string Of(FraudAlert? alert) => alert is null ? "" : JsonSerializer.Serialize(alert, FraudSelectionJson.Default.FraudAlert);
}

[JsonSerializable(typeof(FraudReport))]
internal sealed partial class FraudSelectionJson : JsonSerializerContext;
