using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Partitions;

/// <summary>
/// The newest events that a partition has committed in this silo, for one reader beside it. It is never the only way to an event: what does not
/// fit, or was committed elsewhere, is left to the journal. Thread-safe.
/// </summary>
internal sealed class CommittedTail
{
    private readonly Lock _gate = new();
    private readonly Queue<RecordedEvent> _events = new();
    private readonly Signal _added = new();
    private int _countMax;
    private long _next;

    /// <summary>True if somebody reads it.</summary>
    public bool IsWatched => Volatile.Read(ref _countMax) > 0;

    /// <summary>The position after the newest event that was committed here.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Begins or ends the reading.</summary>
    /// <param name="countMax">Events that are kept at most; 0 ends it.</param>
    public void Watch(int countMax)
    {
        lock (_gate)
        {
            _events.Clear();
            Volatile.Write(ref _countMax, countMax);
        }
    }

    /// <summary>Notes committed events, in order of position.</summary>
    public void Add(List<RecordedEvent> events)
    {
        if (!IsWatched) return;
        lock (_gate)
        {
            // It has no holes: what does not go on from here, or has no room, leaves only the newest.
            if (events[0].Position != _next || _events.Count + events.Count > _countMax) _events.Clear();
            if (events.Count <= _countMax)
            {
                foreach (var item in events) _events.Enqueue(item);
            }

            Volatile.Write(ref _next, events[^1].Position + 1);
        }

        _added.Raise();
    }

    /// <summary>Takes the events from a position on; none if they are not here. What is older is thrown away.</summary>
    public List<RecordedEvent> Take(long fromPosition, int countMax)
    {
        var taken = new List<RecordedEvent>();
        lock (_gate)
        {
            while (_events.TryPeek(out var first) && first.Position < fromPosition) _events.Dequeue();
            if (!_events.TryPeek(out var next) || next.Position != fromPosition) return taken;
            while (taken.Count < countMax && _events.TryDequeue(out var item)) taken.Add(item);
        }

        return taken;
    }

    /// <summary>Waits until something was added since the last wait, for so long at most; false if the time is over.</summary>
    public Task<bool> WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) => _added.WaitAsync(timeout, time, cancellationToken);
}
