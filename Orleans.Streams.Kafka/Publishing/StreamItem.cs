namespace Orleans.Streams.Kafka;

public readonly record struct StreamItem(StreamId StreamId, object Item);
