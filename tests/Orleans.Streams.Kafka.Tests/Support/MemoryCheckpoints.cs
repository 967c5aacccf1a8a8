using System.Collections.Concurrent;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>A checkpoint store that outlives clusters, as a database does.</summary>
public sealed class MemoryCheckpoints : ICheckpointStore
{
    private readonly ConcurrentDictionary<CheckpointKey, Checkpoint> _states = new();

    public Checkpoint this[CheckpointKey key] => _states.GetValueOrDefault(key, Checkpoint.None);

    public ValueTask<Checkpoint> ReadAsync(CheckpointKey key, CancellationToken cancellationToken) => new(this[key]);

    public ValueTask<Checkpoint?> ClaimAsync(CheckpointKey key, string owner, long after, CancellationToken cancellationToken)
    {
        var state = _states.GetOrAdd(key, Checkpoint.None);
        var claimed = state with { Epoch = state.Epoch + 1, Owner = owner, Released = false };
        return new(state.Epoch == after && _states.TryUpdate(key, claimed, state) ? claimed : null);
    }

    public ValueTask<bool> SaveAsync(CheckpointKey key, long epoch, CheckpointPosition position, bool release, CancellationToken cancellationToken)
    {
        while (_states.TryGetValue(key, out var state) && state.Epoch == epoch)
        {
            if (_states.TryUpdate(key, state with { Position = position, Released = release }, state)) return new(true);
        }

        return new(false);
    }
}
