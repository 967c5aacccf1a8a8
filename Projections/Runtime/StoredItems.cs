using System.Buffers;
using System.Text;
using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// How items stand in rows. One that changes has a row of its own. Final ones that are saved together share rows, a line of JSON each, the oldest first: a
/// row costs the database much, and a line in it little.
/// </summary>
internal static class StoredItems<TProjection, THead, TItem>
    where TProjection : IProjection<THead, TItem>
    where THead : class
    where TItem : class
{
    /// <summary>Bytes of final items in one row, unless a single one has more: what is longer than about 2,000 PostgreSQL compresses and moves elsewhere.</summary>
    private const int RowLengthMax = 1_800;

    private const char LineEnd = '\n';

    /// <summary>True if each item is an <see cref="IFinalItem"/>.</summary>
    public static bool AreFinal { get; } = typeof(TItem).IsAssignableTo(typeof(IFinalItem));

    /// <param name="changed">The items that are not saved, in the order in which they changed.</param>
    /// <param name="savedPosition">Of the newest event that is saved.</param>
    public static IReadOnlyList<ItemRow> Write(PartitionKey key, IEnumerable<HeldItem<TItem>> changed, long savedPosition) => AreFinal
        ? [.. changed.GroupBy(held => held.Index.Category).SelectMany(category => WriteFinal(key, category))]
        : [.. changed.Select(held => Row(key, held, JsonSerializer.Serialize(held.Item, TProjection.ItemJson)) with { IsNew = held.SincePosition > savedPosition })];

    /// <exception cref="JsonException">The row is not of this version's shape.</exception>
    public static IReadOnlyList<HeldItem<TItem>> Read(ItemRow row)
    {
        if (!AreFinal) return [new(row.Item, Parse(row, row.Body), new(row.Sort, row.Category), row.Position)];
        var items = new List<HeldItem<TItem>>(row.ItemCount);
        foreach (var line in row.Body.AsSpan().Split(LineEnd)) items.Add(Final(Parse(row, row.Body.AsSpan(line))));
        return items;
    }

    /// <summary>The row as it would be if each item had one of its own.</summary>
    /// <exception cref="JsonException">The row is not of this version's shape.</exception>
    public static IEnumerable<ItemRow> Split(ItemRow row) => AreFinal
        ? Read(row).Zip(row.Body.Split(LineEnd), (held, line) => Row(row.Key, held, line))
        : [row];

    private static List<ItemRow> WriteFinal(PartitionKey key, IEnumerable<HeldItem<TItem>> items)
    {
        var (rows, lines, line) = (new List<ItemRow>(), new ArrayBufferWriter<byte>(RowLengthMax), new ArrayBufferWriter<byte>());
        using var json = new Utf8JsonWriter(line, new() { Encoder = TProjection.ItemJson.Options.Encoder });
        HeldItem<TItem>? oldest = null;
        HeldItem<TItem>? newest = null;
        var count = 0;
        foreach (var held in items)
        {
            line.ResetWrittenCount();
            json.Reset();
            JsonSerializer.Serialize(json, held.Item, TProjection.ItemJson);
            if (oldest is not null && lines.WrittenCount + 1 + line.WrittenCount > RowLengthMax) End();
            if (oldest is not null) lines.Write("\n"u8);
            lines.Write(line.WrittenSpan);
            oldest ??= held;
            newest = held;
            count++;
        }

        End();
        return rows;

        void End()
        {
            if (oldest is null || newest is null) return;
            rows.Add(Row(key, oldest, Encoding.UTF8.GetString(lines.WrittenSpan)) with { Position = newest.Position, ItemCount = count, IsNew = true });
            lines.ResetWrittenCount();
            (oldest, count) = (null, 0);
        }
    }

    private static ItemRow Row(PartitionKey key, HeldItem<TItem> held, string body) => new(key, held.Id, held.Index.Sort, held.Index.Category, held.Position, body);

    private static HeldItem<TItem> Final(TItem item)
    {
        var position = ((IFinalItem)item).Position;
        return new(ItemReference.FinalId(position), item, TProjection.IndexOf(item), position);
    }

    private static TItem Parse(ItemRow row, ReadOnlySpan<char> body) =>
        JsonSerializer.Deserialize(body, TProjection.ItemJson) ?? throw new JsonException($"Item {row.Item} of {row.Key} is null.");
}
