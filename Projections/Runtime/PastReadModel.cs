namespace CommandProcessor.Projections.Runtime;

/// <summary>What a read model was.</summary>
/// <param name="Position">Of the newest event in it.</param>
/// <param name="ParkedPosition">Of the event that could not be applied, so that no later one is in it; null if all could.</param>
/// <param name="Head">As JSON.</param>
/// <param name="ItemCount">Of all items.</param>
/// <param name="Items">The first of them in the order of pages, by id, as JSON.</param>
public sealed record PastReadModel(
    string Projection, long Position, long? ParkedPosition, string Head, long ItemCount, IReadOnlyList<KeyValuePair<string, string>> Items);
