using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>An id as the text of its grain's key.</summary>
public sealed class AggregateIdentityJson<TId> : JsonConverter<TId>
    where TId : struct, IAggregateIdentity<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.Parse(reader.GetString() ?? throw new JsonException($"A {typeof(TId).Name} is null."));

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.GrainKey);
}
