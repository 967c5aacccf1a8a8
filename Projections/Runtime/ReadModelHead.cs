namespace CommandProcessor.Projections.Runtime;

/// <summary>The head of a read model.</summary>
/// <param name="Position">Position of its partition up to which this is known to be true.</param>
/// <param name="StaleSince">Since when an event waits that could not be applied; null if none does.</param>
public sealed record ReadModelHead<THead>(THead Head, long Position, DateTimeOffset? StaleSince)
    where THead : class;
