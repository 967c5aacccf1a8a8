using System.Collections.Concurrent;

namespace Orleans.Streams.Kafka;

/// <summary>The last checkpoints of the partitions that this silo owns or has released, by the key of their grain.</summary>
internal sealed class HeldCheckpoints
{
    private readonly ConcurrentDictionary<string, Checkpoint> _held = new(StringComparer.Ordinal);

    public Checkpoint? Find(string key) => _held.GetValueOrDefault(key);

    public void Hold(string key, Checkpoint checkpoint) => _held[key] = checkpoint;

    public void Drop(string key) => _held.TryRemove(key, out _);
}
