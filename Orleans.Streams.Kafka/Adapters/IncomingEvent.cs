namespace Orleans.Streams.Kafka;

/// <summary>What a record says.</summary>
/// <param name="StreamId">Its stream; ignored when the provider maps by partition.</param>
/// <param name="Event">The event that consumers get.</param>
/// <param name="Sequence">Its number within the partition; required from a sequenced adapter.</param>
/// <param name="RequestContext">What the consumer finds in Orleans' request context; null for nothing.</param>
public readonly record struct IncomingEvent(
    StreamId StreamId, object Event, long? Sequence = null, IReadOnlyDictionary<string, object>? RequestContext = null);
