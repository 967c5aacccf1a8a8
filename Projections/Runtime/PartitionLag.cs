namespace CommandProcessor.Projections.Runtime;

/// <summary>How far the road is behind the journal in a partition.</summary>
/// <param name="Head">Of the journal.</param>
/// <param name="Delivered">The newest position that the road brought to this silo.</param>
/// <param name="DeliveredRecordedAt">When that had been recorded.</param>
public sealed record PartitionLag(int Partition, long Head, long Delivered, DateTimeOffset DeliveredRecordedAt);
