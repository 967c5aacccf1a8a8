namespace Orleans.Streams.Kafka;

/// <summary>
/// Tells the pulling agent that a stream has something new. The records themselves are in the cache already. A consumer that is
/// just subscribing begins at the token, also when the cache has let it go by then.
/// </summary>
internal sealed class PulledStream(StreamId streamId, long token) : IBatchContainer
{
    public StreamId StreamId { get; } = streamId;

    public StreamSequenceToken SequenceToken { get; } = new KafkaStreamToken(token);

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() => [];

    public bool ImportRequestContext() => false;
}
