using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>
/// The one place where events of a family become bytes and come back. Bodies written in an older shape are brought to the
/// newest, one version at a time, before they are read.
/// </summary>
public sealed class EventCodec<TEvent>
    where TEvent : class
{
    private readonly Dictionary<string, EventType> _byName = [];
    private readonly Dictionary<Type, EventType> _byType = [];

    /// <summary>The names of the events of this family.</summary>
    public IReadOnlyCollection<string> Types => _byName.Keys;

    /// <summary>Registers a kind of event under its name for ever.</summary>
    /// <param name="upcasts">The step from each past shape to the next: the first from 1 to 2, and so on.</param>
    public EventCodec<TEvent> Add<T>(string name, JsonTypeInfo<T> json, params Func<JsonObject, JsonObject>[] upcasts)
        where T : TEvent
    {
        var type = new EventType(name, upcasts, value => JsonSerializer.SerializeToUtf8Bytes((T)value, json),
            body => JsonSerializer.Deserialize(body.Span, json), node => node.Deserialize(json));
        _byName.Add(name, type);
        _byType.Add(typeof(T), type);
        return this;
    }

    public EventData Encode(TEvent value)
    {
        if (!_byType.TryGetValue(value.GetType(), out var type))
            throw new InvalidOperationException($"{value.GetType()} is not registered in the codec of {typeof(TEvent).Name}.");
        var data = new EventData(type.Name, type.SchemaVersion, type.Write(value));
        return data with { Decoded = new(this, data, value) };
    }

    public bool Knows(string type) => _byName.ContainsKey(type);

    /// <exception cref="EventFormatException">The type or the version of its shape is unknown, or the body is not of that shape.</exception>
    public TEvent Decode(string name, int schemaVersion, ReadOnlyMemory<byte> body)
    {
        if (!_byName.TryGetValue(name, out var type)) throw new EventFormatException($"Event type '{name}' is unknown to the codec of {typeof(TEvent).Name}.");
        if (schemaVersion < 1 || schemaVersion > type.SchemaVersion)
            throw new EventFormatException($"Event type '{name}' has shapes 1 to {type.SchemaVersion}; the body is of shape {schemaVersion}.");

        try
        {
            var value = schemaVersion == type.SchemaVersion ? type.Read(body) : type.ReadNode(Upcast(type, schemaVersion, body));
            return value ?? throw new EventFormatException($"The body of an event '{name}' is null.");
        }
        catch (Exception exception) when (exception is not EventFormatException)
        {
            // Whatever a reader or an upcast trips over: the body is not what its shape says.
            throw new EventFormatException($"The body of an event '{name}' is not of shape {schemaVersion}.", exception);
        }
    }

    /// <summary>Reads the body when it is first asked for; after that the event has the value at hand.</summary>
    /// <exception cref="EventFormatException">The type or the version of its shape is unknown, or the body is not of that shape.</exception>
    public TEvent Decode(RecordedEvent recorded)
    {
        var data = new EventData(recorded.Type, recorded.SchemaVersion, recorded.Body);
        if (recorded.Decoded.Of(this, data) is { } known) return (TEvent)known;
        var value = Decode(data.Type, data.SchemaVersion, data.Body);
        recorded.Decoded = new(this, data, value);
        return value;
    }

    private static JsonObject Upcast(EventType type, int schemaVersion, ReadOnlyMemory<byte> body)
    {
        var node = JsonNode.Parse(body.Span) as JsonObject ?? throw new EventFormatException($"The body of an event '{type.Name}' is no JSON object.");
        return type.Upcasts.Skip(schemaVersion - 1).Aggregate(node, (older, upcast) => upcast(older));
    }

    private sealed record EventType(
        string Name,
        Func<JsonObject, JsonObject>[] Upcasts,
        Func<TEvent, byte[]> Write,
        Func<ReadOnlyMemory<byte>, TEvent?> Read,
        Func<JsonObject, TEvent?> ReadNode)
    {
        public int SchemaVersion => Upcasts.Length + 1;
    }
}
