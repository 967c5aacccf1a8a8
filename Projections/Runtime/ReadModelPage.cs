using System.Collections.Immutable;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Some items of a read model, the greatest sort first.</summary>
/// <param name="Next">Asks for the page after this; null if this is the last.</param>
/// <param name="StaleSince">Since when an event waits that could not be applied; null if none does.</param>
public sealed record ReadModelPage<TItem>(ImmutableArray<TItem> Items, string? Next, DateTimeOffset? StaleSince)
    where TItem : class;
