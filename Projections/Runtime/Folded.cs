namespace CommandProcessor.Projections.Runtime;

/// <summary>A model after an event.</summary>
/// <param name="Head">The same object if the event does not change it.</param>
/// <param name="Item">The item that the event changed or made; null if it touched none.</param>
public readonly record struct Folded<THead, TItem>(THead Head, TItem? Item)
    where THead : class
    where TItem : class;
