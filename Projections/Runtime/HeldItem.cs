using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>An item in memory.</summary>
/// <param name="Position">Position of the event that changed it last.</param>
internal sealed record HeldItem<TItem>(string Id, TItem Item, ItemIndex Index, long Position)
    where TItem : class
{
    public ItemCursor Cursor => new(Index.Sort, Id);
}
