namespace Orleans.Streams.Kafka;

/// <summary>A record to be published.</summary>
public sealed record OutgoingRecord
{
    /// <summary>Records with equal keys go to one partition. Null: the partition of the stream id.</summary>
    public byte[]? Key { get; init; }

    public required byte[] Value { get; init; }

    public IReadOnlyList<KafkaHeader> Headers { get; init; } = [];

    /// <summary>The partition. Null: murmur2 of the key, as Java clients do.</summary>
    public int? Partition { get; init; }

    /// <summary>The record's time in Unix milliseconds. Null: now.</summary>
    public long? TimestampMs { get; init; }
}
