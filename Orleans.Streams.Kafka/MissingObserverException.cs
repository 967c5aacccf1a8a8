namespace Orleans.Streams.Kafka;

/// <summary>A grain got events of a stream and has attached no observer to it. It gets them again until it does.</summary>
[GenerateSerializer, Alias("Orleans.Streams.Kafka.MissingObserverException")]
public sealed class MissingObserverException(GrainId consumer, StreamId streamId) : Exception(
    $"Grain {consumer} has no observer on stream {streamId}; attach one in OnActivateAsync or in IStreamSubscriptionObserver.OnSubscribed.");
