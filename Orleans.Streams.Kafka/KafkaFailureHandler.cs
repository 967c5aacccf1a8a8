namespace Orleans.Streams.Kafka;

/// <summary>Says that a consumer has failed for a whole round. The cursor gives it the same events again; nothing is skipped.</summary>
internal sealed partial class KafkaFailureHandler(ILogger logger) : IStreamFailureHandler
{
    private readonly ILogger _logger = logger;

    public bool ShouldFaultSubsriptionOnError => false;

    public Task OnDeliveryFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        LogDelivery(streamIdentity, sequenceToken?.SequenceNumber ?? -1, subscriptionId.Guid);
        return Task.CompletedTask;
    }

    public Task OnSubscriptionFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        LogSubscription(streamIdentity, subscriptionId.Guid);
        return Task.CompletedTask;
    }

    [LoggerMessage(90, LogLevel.Error, "A consumer of stream {StreamId} has refused the events to {Token} for a whole round; they are given to it again (subscription {Subscription})")]
    private partial void LogDelivery(StreamId streamId, long token, Guid subscription);

    [LoggerMessage(91, LogLevel.Error, "A consumer of stream {StreamId} did not say where to begin; it gets what comes now (subscription {Subscription})")]
    private partial void LogSubscription(StreamId streamId, Guid subscription);
}
