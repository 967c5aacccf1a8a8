using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Accounting;

namespace CommandProcessor.Projections.Accounting;

/// <summary>What of the books a watcher watches, as text.</summary>
internal static class AccountingSelection
{
    public static string Of(TrialBalance balance) =>
        JsonSerializer.Serialize(balance with { Freshness = balance.Freshness.ForWatchers() }, AccountingSelectionJson.Default.TrialBalance);

    public static string Of(IncomeReport report) =>
        JsonSerializer.Serialize(report with { Freshness = report.Freshness.ForWatchers() }, AccountingSelectionJson.Default.IncomeReport);
}

[JsonSerializable(typeof(TrialBalance))]
[JsonSerializable(typeof(IncomeReport))]
internal sealed partial class AccountingSelectionJson : JsonSerializerContext;
