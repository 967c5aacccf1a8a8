namespace CommandProcessor.Grains.Reactors.Stores;

/// <summary>Some due times cannot be read: they were written by a newer version, or by hand.</summary>
public sealed class UnreadableDueException(IReadOnlyList<UnreadableDue> due) : Exception($"{due.Count} due times cannot be read; the first: {due[0].Error}")
{
    public IReadOnlyList<UnreadableDue> Due { get; } = due;
}
