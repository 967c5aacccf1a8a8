namespace CommandProcessor.Projections.Runtime;

/// <summary>A read model as it was, as far as the question goes.</summary>
/// <param name="Head">The head, true up to its position; stale since an event was recorded that could not be applied.</param>
/// <param name="Item">A page of the item that was asked for, or of none.</param>
/// <param name="Pages">The pages that were asked for, in their order.</param>
public sealed record PastModel<THead, TItem>(ReadModelHead<THead> Head, ReadModelPage<TItem> Item, IReadOnlyList<ReadModelPage<TItem>> Pages)
    where THead : class
    where TItem : class;
