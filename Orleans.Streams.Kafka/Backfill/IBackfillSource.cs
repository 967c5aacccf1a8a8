namespace Orleans.Streams.Kafka;

/// <summary>
/// Knows every event by its sequence number within a partition. The receiver asks it for whatever Kafka has lost: by retention,
/// by an evicted embedded log, with a topic that was deleted. Registered by provider name; only for sequenced adapters.
/// </summary>
public interface IBackfillSource
{
    /// <summary>The last sequence number that has been, or may be expected to be, published. 0 when there is none.</summary>
    ValueTask<long> GetHeadAsync(int partition, CancellationToken cancellationToken);

    /// <summary>
    /// Events from one sequence number to another, both included, in order, without gaps, at most <paramref name="countMax"/>.
    /// Fewer, or none, mean that the rest cannot be had: the receiver logs it, counts it and goes on.
    /// </summary>
    ValueTask<IReadOnlyList<BackfillEvent>> ReadAsync(
        int partition, long fromSequence, long toSequence, int countMax, CancellationToken cancellationToken);
}
