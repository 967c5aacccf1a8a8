namespace CommandProcessor.Projections.Stores;

/// <summary>One partition of a topic, as a consumer group reads it.</summary>
public readonly record struct ConsumerPartition(string Group, string Topic, int Partition);
