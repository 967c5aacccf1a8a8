using System.Text.Json;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Search;

namespace CommandProcessor.Projections.Search;

/// <summary>What of the products that are found a watcher watches, as text.</summary>
internal static class ProductSelection
{
    public static string Of(ProductSearchPage page) =>
        JsonSerializer.Serialize(page with { Freshness = page.Freshness.ForWatchers() }, ProductSelectionJson.Default.ProductSearchPage);
}

[JsonSerializable(typeof(ProductSearchPage))]
internal sealed partial class ProductSelectionJson : JsonSerializerContext;
