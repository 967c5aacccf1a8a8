using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

    /// <exception cref="JsonException">The body is not of this version's shape.</exception>
    public static HeldItem<TItem> Read(ItemRow row, JsonTypeInfo<TItem> json)
    {
        var item = JsonSerializer.Deserialize(row.Body, json) ?? throw new JsonException($"Item {row.Item} of {row.Key} is null.");
        return new(row.Item, item, new(row.Sort, row.Category), row.Position);
    }
}
