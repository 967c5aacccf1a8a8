using System.Collections.Concurrent;

namespace Orleans.Streams.Kafka;

/// <summary>The last checkpoints of the partitions that this silo owns or has released, by the key of their grain.</summary>
internal sealed class HeldCheckpoints
{
    private readonly ConcurrentDictionary<string, Checkpoint> _held = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _claimCounts = new(StringComparer.Ordinal);

    public Checkpoint? Find(string key) => _held.GetValueOrDefault(key);

    /// <summary>True while a claim is under way: whether this silo owns the partition is not known here until it has an answer.</summary>
    public bool IsClaiming(string key) => _claimCounts.GetValueOrDefault(key) > 0;

    /// <summary>Whoever begins a claim ends it, after having held what it was given.</summary>
    public void BeginClaim(string key) => _claimCounts.AddOrUpdate(key, 1, static (_, count) => count + 1);

    public void EndClaim(string key) => _claimCounts.AddOrUpdate(key, 0, static (_, count) => count - 1);

    public void Hold(string key, Checkpoint checkpoint) => _held[key] = checkpoint;

    public void Drop(string key) => _held.TryRemove(key, out _);
}
