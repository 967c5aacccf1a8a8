namespace CommandProcessor.Silo.Monitoring;

/// <summary>How far one partition has come, by what the databases hold; nobody's belief about himself is in it.</summary>
/// <param name="Head">Position of the newest event in the journal.</param>
/// <param name="Published">Everything up to it was acknowledged by Kafka.</param>
/// <param name="Read">Everything up to it is saved in every read model that it concerns, as the read side's checkpoint says.</param>
/// <param name="UnpublishedSince">When the oldest event that is not published was recorded; null if all are.</param>
/// <param name="UnreadSince">When the oldest event that is not read was recorded; null if all are.</param>
internal sealed record PartitionLag(
    int Partition, long Head, long Published, long Read, DateTimeOffset? UnpublishedSince, DateTimeOffset? UnreadSince)
{
    public long Unpublished => Math.Max(0, Head - Published);

    public long Unread => Math.Max(0, Head - Read);
}
