using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Fraud;

namespace CommandProcessor.Projections.Fraud;

/// <summary>What of the alerts a watcher watches, as text.</summary>
internal static class FraudSelection
{
    /// <summary>Of the totals only those of the rule that is asked for: what others raise is none of the watcher's business.</summary>
    public static string Of(FraudReport report, FraudReportRequest request) => JsonSerializer.Serialize(
        report with
        {
            Totals = report.Totals.RemoveAll(total => request.Rule is { } rule && total.Rule != rule),
            Freshness = report.Freshness.ForWatchers(),
        },
        FraudSelectionJson.Default.FraudReport);
}

[JsonSerializable(typeof(FraudReport))]
internal sealed partial class FraudSelectionJson : JsonSerializerContext;
