using Orleans.Serialization;

namespace Orleans.Streams.Kafka;

/// <summary>
/// The default adapter: the event in Orleans' binary form, the stream's key as the record's key, its namespace and the request context
/// as headers. For programs that only talk among themselves.
/// </summary>
public sealed class OrleansDataAdapter(Serializer serializer) : IKafkaDataAdapter
{
    public const string NamespaceHeader = "orleans-stream-namespace";
    public const string RequestContextHeader = "orleans-request-context";

    public OutgoingRecord Encode(StreamId streamId, object item, IReadOnlyDictionary<string, object>? requestContext)
    {
        var place = new KafkaHeader(NamespaceHeader, streamId.Namespace.ToArray());
        return new OutgoingRecord
        {
            Key = streamId.Key.ToArray(),
            Value = serializer.SerializeToArray<object>(item),
            Headers = requestContext is not { Count: > 0 }
                ? [place]
                : [place, new KafkaHeader(RequestContextHeader, serializer.SerializeToArray(new Dictionary<string, object>(requestContext)))],
        };
    }

    public IncomingEvent Decode(IncomingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var streamNamespace = record.Header(NamespaceHeader)
            ?? throw new FormatException($"The record has no header {NamespaceHeader}; it was not written by this adapter.");
        if (record.Key is null || record.Value is null) throw new FormatException("The record has no key or no value.");
        var item = serializer.Deserialize<object>(record.Value) ?? throw new FormatException("The record holds no event.");
        var context = record.Header(RequestContextHeader) is { } bytes ? serializer.Deserialize<Dictionary<string, object>>(bytes) : null;
        return new IncomingEvent(StreamId.Create(streamNamespace, record.Key), item, Sequence: null, context);
    }
}
