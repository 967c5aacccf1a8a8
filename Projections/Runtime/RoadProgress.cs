using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// How far the road has come on this silo, by partition. A position seen for one key does not say that another key has all before it; it
/// says that there is nothing to gain from waiting longer, and that the journal may be asked.
/// </summary>
public sealed class RoadProgress
{
    /// <summary>Positions of a partition that may be waited for at the same time; more do not wait, but read the journal at once.</summary>
    private const int WaitingMax = 10_000;

    private readonly Lane[] _lanes = [.. Enumerable.Range(0, Partitioning.PartitionCountMax).Select(_ => new Lane())];

    /// <summary>The newest position that was delivered; 0 if none was yet.</summary>
    public long Position(int partition) => Volatile.Read(ref _lanes[partition].Position);

    /// <summary>When the newest event that was delivered had been recorded; null if none was yet.</summary>
    public DateTimeOffset? RecordedAt(int partition)
    {
        var ticks = Volatile.Read(ref _lanes[partition].RecordedTicks);
        return ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>Completes when the position, or a later one, has been delivered to anyone on this silo.</summary>
    public Task WhenReachedAsync(int partition, long position)
    {
        var lane = _lanes[partition];
        lock (lane)
        {
            if (lane.Position >= position) return Task.CompletedTask;
            if (lane.Waiting.TryGetValue(position, out var waiting)) return waiting.Task;
            if (lane.Waiting.Count == WaitingMax) return Task.CompletedTask;
            lane.Waiting.Add(position, waiting = new(TaskCreationOptions.RunContinuationsAsynchronously));
            return waiting.Task;
        }
    }

    internal void Reached(RecordedEvent recorded)
    {
        var lane = _lanes[recorded.Partition];
        if (Volatile.Read(ref lane.Position) >= recorded.Position) return;
        lock (lane)
        {
            if (lane.Position >= recorded.Position) return;
            Volatile.Write(ref lane.Position, recorded.Position);
            Volatile.Write(ref lane.RecordedTicks, recorded.RecordedAt.UtcTicks);
            while (lane.Waiting.Count > 0 && lane.Waiting.GetKeyAtIndex(0) <= recorded.Position)
            {
                lane.Waiting.GetValueAtIndex(0).TrySetResult();
                lane.Waiting.RemoveAt(0);
            }
        }
    }

    private sealed class Lane
    {
        public long Position;
        public long RecordedTicks;

        /// <summary>One entry a position, however many wait for it; it stays until the road passes it.</summary>
        public SortedList<long, TaskCompletionSource> Waiting { get; } = [];
    }
}
