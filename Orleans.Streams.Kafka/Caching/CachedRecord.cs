namespace Orleans.Streams.Kafka;

/// <summary>
/// A record that waits for its consumers. It is a link of two chains: that of its stream, which cursors walk,
/// and that of its partition, whose delivered head is the checkpoint.
/// </summary>
internal sealed class CachedRecord
{
    /// <summary>Counts the records of this cache. Offsets can go back when a topic is made anew; this cannot.</summary>
    public required long Ordinal { get; init; }

    public required long Token { get; init; }

    /// <summary>-1 when the record came from the backfill source.</summary>
    public required long Offset { get; init; }

    public required int Bytes { get; init; }
    public required long ReceivedAt { get; init; }
    public required StreamLog Log { get; init; }

    /// <summary>How far the partition has come once this record and all before it are delivered.</summary>
    public required CheckpointPosition After { get; init; }

    /// <summary>Null once delivered, or when memory was needed for others: then it is read again.</summary>
    public object? Event { get; set; }

    public Dictionary<string, object>? RequestContext { get; set; }
    public CachedRecord? NextInStream { get; set; }
    public CachedRecord? NextInPartition { get; set; }
    public bool IsDone { get; set; }
}
