namespace Orleans.Streams.Kafka;

internal sealed class KafkaQueueAdapter(KafkaProvider provider, Func<QueueId, IQueueAdapterReceiver> createReceiver) : IQueueAdapter
{
    public string Name => provider.Name;

    public bool IsRewindable => true;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    /// <summary>Every event becomes a record of its own. The token is Kafka's to give: a producer cannot choose it.</summary>
    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        if (token is not null) throw new ArgumentException("Kafka gives an event its place; publish without a token.", nameof(token));
        return provider.Publisher.PublishAsync(streamId, events, requestContext);
    }

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => createReceiver(queueId);
}
