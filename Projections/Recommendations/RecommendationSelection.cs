using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Recommendations;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>What of the recommendations a watcher watches, as text.</summary>
internal static class RecommendationSelection
{
    public static string Of(ProductRecommendations recommendations) => JsonSerializer.Serialize(
        recommendations with { Freshness = recommendations.Freshness.ForWatchers() }, RecommendationSelectionJson.Default.ProductRecommendations);

    public static string Of(CustomerRecommendations recommendations) => JsonSerializer.Serialize(
        recommendations with { Freshness = recommendations.Freshness.ForWatchers() }, RecommendationSelectionJson.Default.CustomerRecommendations);
}

[JsonSerializable(typeof(ProductRecommendations))]
[JsonSerializable(typeof(CustomerRecommendations))]
internal sealed partial class RecommendationSelectionJson : JsonSerializerContext;
