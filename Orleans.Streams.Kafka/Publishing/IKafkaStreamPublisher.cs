namespace Orleans.Streams.Kafka;

/// <summary>
/// Publishes to streams without a stream object: Orleans keeps every stream object that was ever asked for, which a producer for
/// millions of streams cannot afford. Resolve it by provider name; it shares the provider's idempotent producer and its order.
/// </summary>
public interface IKafkaStreamPublisher
{
    /// <summary>
    /// Completes when the brokers have acknowledged the event. Records are enqueued in the order of calls, before the call returns;
    /// not awaiting each does not change their order. Fails with <see cref="KafkaPublishException"/>.
    /// </summary>
    Task PublishAsync(StreamId streamId, object item);

    /// <summary>As <see cref="PublishAsync"/> for many events, in order. Completes when all are acknowledged.</summary>
    Task PublishAsync(IReadOnlyList<StreamItem> items);
}
