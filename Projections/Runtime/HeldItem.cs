using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>An item in memory.</summary>
/// <param name="Position">Position of the event that changed it last.</param>
internal sealed record HeldItem<TItem>(string Id, TItem Item, ItemIndex Index, long Position)
    where TItem : class
{
    /// <summary>Position of the event that made it, or at which it was stored.</summary>
    public long SincePosition { get; init; } = Position;

    public ItemCursor Cursor => new(Index.Sort, Id);
}
