using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Analytics;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What of the dashboard a watcher watches, as text.</summary>
internal static class AnalyticsSelection
{
    public static string Of(ShopOverview overview) =>
        JsonSerializer.Serialize(overview with { Freshness = overview.Freshness.ForWatchers() }, AnalyticsSelectionJson.Default.ShopOverview);
}

[JsonSerializable(typeof(ShopOverview))]
internal sealed partial class AnalyticsSelectionJson : JsonSerializerContext;
