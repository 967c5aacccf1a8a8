using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Folds a partition's events into a model. A key of which an event cannot be applied is parked: its events are passed over from there on,
/// all others flow.
/// </summary>
public sealed class ModelFold<TModel>(IPartitionProjection<TModel> projection)
    where TModel : PartitionModel
{
    private readonly Dictionary<PartitionKey, ParkedAt> _parked = [];

    public TModel Model { get; } = projection.NewModel();

    /// <summary>Position of the newest event that was folded or passed over.</summary>
    public long Position { get; private set; }

    /// <summary>The keys that wait, and where.</summary>
    public IReadOnlyDictionary<PartitionKey, ParkedAt> Parked => _parked;

    /// <summary>Takes the event that follows <see cref="Position"/>; returns why its key is parked by it, or null.</summary>
    /// <exception cref="ArgumentException">It does not follow.</exception>
    public ParkedAt? Fold(RecordedEvent recorded)
    {
        if (recorded.Position != Position + 1)
            throw new ArgumentException($"{projection.Name} stands at {Position} and was given {recorded.Partition}@{recorded.Position}.", nameof(recorded));
        Position = recorded.Position;
        if (_parked.TryGetValue(recorded.Key, out var at) && recorded.Position >= at.Position) return null;
        try
        {
            projection.Apply(Model, recorded);
            Model.Keep();
            return null;
        }
        catch (Exception exception) // Whatever a fold throws is about this event: its key waits, all others flow.
        {
            Model.Undo();
            var parked = new ParkedAt(recorded.Position, recorded.Type, exception);
            _parked[recorded.Key] = parked;
            return parked;
        }
    }

    /// <summary>Goes on from what was stored.</summary>
    internal void GoOn(long position, IEnumerable<(PartitionKey Key, ParkedAt At)> parked)
    {
        Position = position;
        foreach (var (key, at) in parked) _parked[key] = at;
    }

    /// <param name="Error">What the fold threw; null if that was before this activation.</param>
    public readonly record struct ParkedAt(long Position, string EventType, Exception? Error);
}
