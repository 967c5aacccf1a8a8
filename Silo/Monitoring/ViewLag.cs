using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Silo.Monitoring;

/// <summary>How far one view has come, by what the databases hold.</summary>
/// <param name="Model">The view and the version that is shown; version 0 if none is yet.</param>
/// <param name="Parked">Keys that wait at an event which could not be applied.</param>
/// <param name="Partitions">In their order.</param>
internal sealed record ViewLag(ReadModelId Model, long Parked, IReadOnlyList<ViewPartitionLag> Partitions)
{
    /// <summary>Events in the journal that are not yet saved in it.</summary>
    public long Unread { get; } = Partitions.Sum(partition => partition.Unread);

    /// <summary>When the oldest of them was recorded; null if there are none.</summary>
    public DateTimeOffset? UnreadSince { get; } = Partitions.Min(partition => partition.UnreadSince);
}

/// <summary>How far one view has come in one partition.</summary>
/// <param name="Head">Position of the newest event in the journal.</param>
/// <param name="Position">Everything up to it is saved in the version that is shown.</param>
/// <param name="UnreadSince">When the oldest event that is not was recorded; null if all are.</param>
internal sealed record ViewPartitionLag(string View, int Partition, long Head, long Position, DateTimeOffset? UnreadSince)
{
    public long Unread => Math.Max(0, Head - Position);
}
