using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Partitions;

/// <summary>
/// Takes committed events to whoever listens. Calls for one partition are made in the order of positions and may overlap; the
/// road must carry them in the order in which the calls were made. A failed call may have carried any of its events; the same events, and
/// all after them, come again.
/// </summary>
public interface IEventRoad
{
    /// <summary>Returns when the road has taken all events for good.</summary>
    /// <param name="events">The next events of one partition, in order; at least one.</param>
    Task PublishAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken);
}
