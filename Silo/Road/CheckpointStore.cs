using CommandProcessor.Projections.Stores;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>The road's checkpoints, kept beside the read models that they speak for.</summary>
internal sealed class CheckpointStore(ConsumerCheckpoints checkpoints) : ICheckpointStore
{
    public async ValueTask<Checkpoint> ReadAsync(CheckpointKey key, CancellationToken cancellationToken) =>
        await checkpoints.ReadAsync(Partition(key), cancellationToken) is { } stored ? Read(stored) : Checkpoint.None;

    public async ValueTask<Checkpoint?> ClaimAsync(CheckpointKey key, string owner, long after, CancellationToken cancellationToken) =>
        await checkpoints.ClaimAsync(Partition(key), owner, after, cancellationToken) is { } claimed ? Read(claimed) : null;

    public async ValueTask<bool> SaveAsync(
        CheckpointKey key, long epoch, CheckpointPosition position, bool release, CancellationToken cancellationToken) =>
        await checkpoints.SaveAsync(Partition(key), epoch, position.NextOffset, position.Sequence, release, cancellationToken);

    private static ConsumerPartition Partition(CheckpointKey key) => new(key.ConsumerGroup, key.Topic, key.Partition);

    private static Checkpoint Read(ConsumerCheckpoint stored) =>
        new(stored.Epoch, stored.Owner, stored.Released, new(stored.NextOffset, stored.Sequence));
}
