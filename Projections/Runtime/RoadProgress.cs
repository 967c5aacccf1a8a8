using System.Collections.Concurrent;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// How far the road has come on this silo, by projection and partition. A position seen for one key does not say that another key has all
/// before it; it says that there is nothing to gain from waiting longer, and that the journal may be asked.
/// </summary>
public sealed class RoadProgress
{
    /// <summary>Positions of a partition that may be waited for at the same time; more do not wait, but read the journal at once.</summary>
    private const int WaitingMax = 10_000;

    private readonly ConcurrentDictionary<(string Projection, int Partition), Lane> _lanes = new();

    /// <summary>Completes when the position, or a later one, has been delivered to any key of the projection on this silo.</summary>
    public Task WhenReachedAsync(string projection, int partition, long position)
    {
        var lane = LaneOf(projection, partition);
        lock (lane)
        {
            if (lane.Position >= position) return Task.CompletedTask;
            if (lane.Waiting.TryGetValue(position, out var waiting)) return waiting.Task;
            if (lane.Waiting.Count == WaitingMax) return Task.CompletedTask;
            lane.Waiting.Add(position, waiting = new(TaskCreationOptions.RunContinuationsAsynchronously));
            return waiting.Task;
        }
    }

    internal void Reached(string projection, RecordedEvent recorded)
    {
        var lane = LaneOf(projection, recorded.Partition);
        if (Volatile.Read(ref lane.Position) >= recorded.Position) return;
        lock (lane)
        {
            if (lane.Position >= recorded.Position) return;
            Volatile.Write(ref lane.Position, recorded.Position);
            while (lane.Waiting.Count > 0 && lane.Waiting.GetKeyAtIndex(0) <= recorded.Position)
            {
                lane.Waiting.GetValueAtIndex(0).TrySetResult();
                lane.Waiting.RemoveAt(0);
            }
        }
    }

    private Lane LaneOf(string projection, int partition) => _lanes.GetOrAdd((projection, partition), static _ => new());

    private sealed class Lane
    {
        public long Position;

        /// <summary>One entry a position, however many wait for it; it stays until the road passes it.</summary>
        public SortedList<long, TaskCompletionSource> Waiting { get; } = [];
    }
}
