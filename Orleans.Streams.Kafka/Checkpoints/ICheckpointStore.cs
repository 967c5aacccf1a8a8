namespace Orleans.Streams.Kafka;

/// <summary>
/// Keeps how far a consumer group has come in each partition, and who owns the partition. Registered by provider name; without one
/// the offsets committed to Kafka are the checkpoint. Offsets are committed to Kafka in any case, for ordinary tools to show the lag.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>The stored state, or <see cref="Checkpoint.None"/>.</summary>
    ValueTask<Checkpoint> ReadAsync(CheckpointKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Makes <paramref name="owner"/> the owner under a new epoch, one greater than any before, unreleased, and returns the state
    /// with that epoch. What an older epoch saves from now on is refused. Null, and nothing changed, if the newest epoch is not
    /// <paramref name="after"/> (0: nobody has ever claimed it): somebody else was faster.
    /// </summary>
    ValueTask<Checkpoint?> ClaimAsync(CheckpointKey key, string owner, long after, CancellationToken cancellationToken);

    /// <summary>
    /// Saves progress if <paramref name="epoch"/> is still the newest; false means fenced: another owner has claimed the partition.
    /// With <paramref name="release"/> the owner also gives the partition up, so that the next one need not wait for it.
    /// </summary>
    ValueTask<bool> SaveAsync(
        CheckpointKey key, long epoch, CheckpointPosition position, bool release, CancellationToken cancellationToken);
}
