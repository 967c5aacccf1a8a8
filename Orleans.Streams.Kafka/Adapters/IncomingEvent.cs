namespace Orleans.Streams.Kafka;

/// <summary>What a record says.</summary>
/// <param name="StreamId">Its stream; ignored when the provider maps by partition.</param>
/// <param name="Event">The event that consumers get.</param>
/// <param name="Sequence">Its number within the partition; required from a sequenced adapter.</param>
/// <param name="RequestContext">What the consumer finds in Orleans' request context; null for nothing.</param>
public readonly record struct IncomingEvent(
    StreamId StreamId, object Event, long? Sequence = null, IReadOnlyDictionary<string, object>? RequestContext = null)
{
    internal static readonly object Nothing = new();

    /// <summary>True if no stream of this provider is meant: the record counts as read, and nobody is brought it.</summary>
    public bool IsPassedOver => ReferenceEquals(Event, Nothing);

    /// <summary>A record for others: of a topic that several providers read, each some of the streams.</summary>
    /// <param name="sequence">As of any other record.</param>
    public static IncomingEvent PassOver(long? sequence = null) => new(default, Nothing, sequence);
}
