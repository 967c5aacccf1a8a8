namespace CommandProcessor.Projections.Runtime;

/// <summary>The item that an event is about.</summary>
/// <param name="IsNew">True if no event before this can have been about it: there is nothing to load.</param>
public readonly record struct ItemReference(string Item, bool IsNew);
