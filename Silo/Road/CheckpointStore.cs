using CommandProcessor.Projections.Stores;
using Orleans.Streams.Kafka;
using Checkpoint = Orleans.Streams.Kafka.Checkpoint;
using StoredCheckpoint = CommandProcessor.Projections.Stores.Checkpoint;

namespace CommandProcessor.Silo.Road;

/// <summary>The road's checkpoints, kept beside the read models that they speak for.</summary>
internal sealed class CheckpointStore(ConsumerCheckpoints checkpoints) : ICheckpointStore
{
    public async ValueTask<Checkpoint> ReadAsync(CheckpointKey key, CancellationToken cancellationToken) =>
        await checkpoints.ReadAsync(key.ConsumerGroup, key.Partition, cancellationToken) is { } stored ? Read(stored) : Checkpoint.None;

    public async ValueTask<Checkpoint> ClaimAsync(CheckpointKey key, string owner, CancellationToken cancellationToken) =>
        Read(await checkpoints.ClaimAsync(key.ConsumerGroup, key.Partition, owner, cancellationToken));

    public async ValueTask<bool> SaveAsync(
        CheckpointKey key, long epoch, CheckpointPosition position, bool release, CancellationToken cancellationToken) =>
        await checkpoints.SaveAsync(
            key.ConsumerGroup, key.Partition, new(epoch, Owner: "", release, position.NextOffset, position.Sequence), cancellationToken);

    private static Checkpoint Read(StoredCheckpoint stored) =>
        new(stored.Epoch, stored.Owner, stored.IsReleased, new(stored.NextOffset, stored.Sequence));
}
