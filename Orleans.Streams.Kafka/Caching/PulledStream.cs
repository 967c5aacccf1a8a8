namespace Orleans.Streams.Kafka;

/// <summary>Tells the pulling agent that a stream has something new. The records themselves are in the cache already.</summary>
internal sealed class PulledStream(StreamId streamId, long token) : IBatchContainer
{
    public StreamId StreamId { get; } = streamId;

    public StreamSequenceToken SequenceToken { get; } = new KafkaStreamToken(token, isDelivery: true);

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() => [];

    public bool ImportRequestContext() => false;
}
