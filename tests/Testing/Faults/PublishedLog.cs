using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Partitions;

namespace CommandProcessor.Testing.Faults;

/// <summary>A road that breaks as planned and remembers what it has carried, doubles too, in the order in which it was handed over.</summary>
public sealed class PublishedLog(IFaultPlan faults) : IEventRoad
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, List<RecordedEvent>> _events = [];

    /// <summary>What a partition has sent so far.</summary>
    public IReadOnlyList<RecordedEvent> Of(int partition)
    {
        lock (_gate) return _events.TryGetValue(partition, out var events) ? [.. events] : [];
    }

    public async Task PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        var partition = events[0].Partition;
        if (await faults.NextAsync(FaultPoint.BeforePublish, partition) != FaultAction.Continue) throw new IOException("Broken before publishing as planned.");
        lock (_gate)
        {
            if (!_events.TryGetValue(partition, out var sent)) _events.Add(partition, sent = []);
            sent.AddRange(events);
        }

        if (await faults.NextAsync(FaultPoint.AfterPublish, partition) != FaultAction.Continue) throw new IOException("Broken after publishing as planned.");
    }
}
