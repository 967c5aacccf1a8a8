using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Client.Sessions;

/// <summary>
/// What a session wrote, so that its queries can ask for it. Exact for the keys used last: a query about one customer never waits
/// for what was written for another. Keys let go, and tokens, leave the newest position of their partition, the floor, which asks
/// for no less.
/// </summary>
internal sealed class SessionPositions
{
    private readonly int _generationSize;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, long> _newest = [];
    private readonly Dictionary<int, long> _floors = [];
    private Dictionary<PartitionKey, CommitPosition> _young = [];
    private Dictionary<PartitionKey, CommitPosition> _old = [];

    public SessionPositions(int keyCountMax, IReadOnlyDictionary<int, long>? floors = null)
    {
        _generationSize = Math.Max(1, keyCountMax / 2);
        foreach (var (partition, position) in floors ?? new Dictionary<int, long>())
        {
            _floors[partition] = position;
            _newest[partition] = position;
        }
    }

    public bool HasFloors
    {
        get { lock (_lock) return _floors.Count > 0; }
    }

    public void Advance(PartitionKey key, CommitPosition position)
    {
        if (position.Position <= 0) return; // A refusal of something that never was rests on nothing.
        lock (_lock)
        {
            Raise(_newest, position);
            if (Recent(key) is { } known && known.Position >= position.Position) return;
            if (_young.Count >= _generationSize && !_young.ContainsKey(key)) LetGoOfOldest();
            _young[key] = position;
        }
    }

    /// <summary>Exactly what was written for the key, if that is known.</summary>
    public long? OfKey(PartitionKey key)
    {
        lock (_lock)
        {
            return Recent(key) is { } position ? Math.Max(position.Position, _floors.GetValueOrDefault(position.Partition)) : null;
        }
    }

    /// <summary>What was written at least for any key of the partition that is not known exactly.</summary>
    public long FloorOf(int partition)
    {
        lock (_lock) return _floors.GetValueOrDefault(partition);
    }

    /// <summary>The newest position of each partition that the session wrote to.</summary>
    public IReadOnlyList<CommitPosition> ByPartition()
    {
        lock (_lock) return [.. _newest.Select(entry => new CommitPosition(entry.Key, entry.Value))];
    }

    private CommitPosition? Recent(PartitionKey key) =>
        _young.TryGetValue(key, out var position) || _old.TryGetValue(key, out position) ? position : null;

    private void LetGoOfOldest()
    {
        foreach (var position in _old.Values) Raise(_floors, position);
        (_old, _young) = (_young, []);
    }

    private static void Raise(IDictionary<int, long> positions, CommitPosition position)
    {
        if (!positions.TryGetValue(position.Partition, out var known) || known < position.Position)
            positions[position.Partition] = position.Position;
    }
}
