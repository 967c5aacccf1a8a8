using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;

namespace CommandProcessor.Grains.Aggregates.Snapshots;

/// <summary>Snapshots as JSON in UTF-8.</summary>
internal sealed class SnapshotSerializer : IGrainStorageSerializer
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, Options)
        ?? throw new JsonException($"A snapshot of {typeof(T)} is null.");
}
