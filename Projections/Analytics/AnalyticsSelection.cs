using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Analytics;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What of the dashboard a watcher watches, as text.</summary>
internal static class AnalyticsSelection
{
    public static string Of(ShopOverview overview) =>
        JsonSerializer.Serialize(overview with { Freshness = overview.Freshness.ForWatchers() }, AnalyticsSelectionJson.Default.ShopOverview);

    public static string Of(SalesSeries series) =>
        JsonSerializer.Serialize(series with { Freshness = series.Freshness.ForWatchers() }, AnalyticsSelectionJson.Default.SalesSeries);

    public static string Of(SalesRanking ranking) =>
        JsonSerializer.Serialize(ranking with { Freshness = ranking.Freshness.ForWatchers() }, AnalyticsSelectionJson.Default.SalesRanking);
}

[JsonSerializable(typeof(ShopOverview))]
[JsonSerializable(typeof(SalesSeries))]
[JsonSerializable(typeof(SalesRanking))]
internal sealed partial class AnalyticsSelectionJson : JsonSerializerContext;
