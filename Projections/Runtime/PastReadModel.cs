namespace CommandProcessor.Projections.Runtime;

/// <summary>What a read model was.</summary>
/// <param name="Position">Of the newest event in it.</param>
/// <param name="ParkedPosition">Of the event that could not be applied, so that no later one is in it; null if all could.</param>
/// <param name="Head">As JSON.</param>
/// <param name="Items">By id, as JSON; in no order.</param>
public sealed record PastReadModel(
    string Projection, long Position, long? ParkedPosition, string Head, IReadOnlyDictionary<string, string> Items);
