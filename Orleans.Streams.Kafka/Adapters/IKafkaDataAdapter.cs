namespace Orleans.Streams.Kafka;

/// <summary>
/// How a stream event becomes a Kafka record and back. Registered by provider name; must be safe for concurrent use.
/// </summary>
public interface IKafkaDataAdapter
{
    /// <summary>
    /// True when every record carries its sequence number within its partition: 1, 2, 3 … without gaps. Stream tokens are then
    /// these numbers instead of offsets, repeats are dropped, and holes are filled from the <see cref="IBackfillSource"/>.
    /// </summary>
    bool IsSequenced => false;

    OutgoingRecord Encode(StreamId streamId, object item, IReadOnlyDictionary<string, object>? requestContext);

    /// <summary>
    /// <see cref="IncomingEvent.PassOver"/> means: this record is for others. Any exception means: this record is not ours. It goes
    /// to the dead-letter topic with the exception's message.
    /// </summary>
    IncomingEvent Decode(IncomingRecord record);
}
