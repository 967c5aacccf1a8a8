namespace CommandProcessor.Grains.Partitions;

/// <summary>How a partition is.</summary>
/// <param name="Partition">Its number.</param>
/// <param name="Silo">Where its writer runs.</param>
/// <param name="Epoch">Of the writer's claim.</param>
/// <param name="Head">Position of the newest event.</param>
/// <param name="Published">Everything up to this position was acknowledged by the road.</param>
/// <param name="QueuedCount">Hand-overs waiting to be committed.</param>
/// <param name="RoadFailure">Why the road does not take events now; null if it does.</param>
[GenerateSerializer, Immutable, Alias("partition-health")]
public sealed record PartitionHealth(
    [property: Id(0)] int Partition,
    [property: Id(1)] SiloAddress Silo,
    [property: Id(2)] long Epoch,
    [property: Id(3)] long Head,
    [property: Id(4)] long Published,
    [property: Id(5)] int QueuedCount,
    [property: Id(6)] string? RoadFailure)
{
    /// <summary>Events that are committed and not yet acknowledged by the road.</summary>
    public long Behind() => Head - Published;
}
