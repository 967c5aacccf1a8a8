using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CommandProcessor.Projections.Partitions;

/// <summary>Names the options that a fold goes by: the same for the same values, in whatever order they were set.</summary>
internal static class RulesFingerprint
{
    public static string Of<TOptions>(TOptions options, JsonTypeInfo<TOptions> json)
    {
        var text = Sorted(JsonSerializer.SerializeToNode(options, json))?.ToJsonString() ?? "";
        return XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static JsonNode? Sorted(JsonNode? node) => node is JsonObject values
        ? new JsonObject(values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => KeyValuePair.Create(value.Key, Sorted(value.Value))))
        : node?.DeepClone();
}
