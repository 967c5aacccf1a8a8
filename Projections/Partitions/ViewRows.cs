using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// How a model over everybody stands in the rows of the read models: the head says how far it is, each row of a table and each entry of the
/// log is an item. Tables have negative categories, so that the log's pages do not meet them.
/// </summary>
internal static class ViewRows
{
    /// <summary>The head of a key that waits holds nothing but its position.</summary>
    public const string HeadBody = "{}";

    private const char Separator = ':';

    /// <summary>The head of a partition says by which rules it was folded.</summary>
    /// <param name="rules">A name of letters and digits; empty if there are none.</param>
    public static string HeadOf(string rules) => rules.Length == 0 ? HeadBody : $$"""{"rules":"{{rules}}"}""";

    public static int CategoryOf(int table) => -1 - table;

    public static string ItemOf(ModelTable table, string key) => table.Name + Separator + key;

    /// <summary>Entries stand apart from the tables, whose names are not empty.</summary>
    public static string ItemOfEntry(string id) => Separator + id;

    public static string EntryOf(string item) => item[1..];

    public static string KeyOf(ModelTable table, string item) => item[(table.Name.Length + 1)..];

    public static ItemRow Entry(PartitionKey key, ModelLog.StoredEntry entry, long position) =>
        new(key, ItemOfEntry(entry.Id), entry.Sort, entry.Category, position, entry.Body);

    public static ItemRow Row(PartitionKey key, PartitionModel model, int table, string row, string body, long position) =>
        new(key, ItemOf(model.Tables[table], row), Sort: 0, CategoryOf(table), position, body);

    /// <exception cref="JsonException">A row is not of this version's shape.</exception>
    public static async Task LoadTablesAsync(
        PartitionModel model, IReadModelStore store, ReadModelAddress address, int pageSize, CancellationToken cancellationToken)
    {
        for (var table = 0; table < model.Tables.Count; table++)
        {
            ItemCursor? after = null;
            while (true)
            {
                var page = new ItemPage(address.Key, [CategoryOf(table)], after, pageSize);
                var rows = await store.ReadPageAsync(address.Model, page, cancellationToken);
                foreach (var row in rows) model.Tables[table].Load(KeyOf(model.Tables[table], row.Item), row.Body);
                if (rows.Count < pageSize) break;
                after = new(rows[^1].Sort, rows[^1].Item);
            }
        }
    }
}
