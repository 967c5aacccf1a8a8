namespace Orleans.Streams.Kafka;

public sealed record KafkaPartitionStatus
{
    public required int Partition { get; init; }
    public required long Epoch { get; init; }

    /// <summary>Offset of the last record taken from Kafka; -1 when none was.</summary>
    public required long LastOffset { get; init; }

    /// <summary>Last sequence number taken; 0 when none was.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Everything up to here has been delivered.</summary>
    public required CheckpointPosition Delivered { get; init; }

    /// <summary>What the checkpoint store holds.</summary>
    public required CheckpointPosition Saved { get; init; }

    public required int Undelivered { get; init; }

    /// <summary>How long the oldest undelivered record has been here; zero when there is none.</summary>
    public required TimeSpan OldestUndelivered { get; init; }

    public required long DeadLettered { get; init; }
    public required long Backfilled { get; init; }
    public required long DuplicatesDropped { get; init; }

    /// <summary>Sequence numbers that neither Kafka nor the backfill source had.</summary>
    public required long Lost { get; init; }

    /// <summary>The last fault of this partition that has not been overcome; null when all is well.</summary>
    public string? Problem { get; init; }
}
