using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Partitions;

namespace CommandProcessor.Benchmarks.Project;

/// <summary>Holds events back while the journal is filled, so that the read side can be measured without the write side.</summary>
internal sealed class GatedRoad(IEventRoad road) : IEventRoad
{
    private readonly Lock _gate = new();
    private readonly List<Held> _held = [];
    private bool _isOpen = true;

    public Task PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isOpen) return road.PublishAsync(events, cancellationToken);
            var held = new Held(events, cancellationToken);
            _held.Add(held);
            return held.Sent.Task.Unwrap();
        }
    }

    public void Close()
    {
        lock (_gate) _isOpen = false;
    }

    /// <summary>Lets go of what was held back, in order, before anything newer.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _isOpen = true;
            foreach (var held in _held) held.Sent.SetResult(road.PublishAsync(held.Events, held.CancellationToken));
            _held.Clear();
        }
    }

    private sealed record Held(IReadOnlyList<RecordedEvent> Events, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<Task> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
