namespace Orleans.Streams.Kafka;

public readonly record struct CheckpointKey(string ConsumerGroup, string Topic, int Partition);
