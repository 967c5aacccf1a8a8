using System.Data.Common;
using System.Globalization;
using System.Text;
using CommandProcessor.Journal.Sql;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>Words as a <c>tsvector</c> with a GIN index; any number of entries is one statement.</summary>
internal sealed class PostgresProductIndex(SqlReadModelStore store) : SqlProductIndex(store)
{
    /// <summary>As <c>tsquery</c>: 'white' &amp; 'heart':*.</summary>
    private protected override string Query(IReadOnlyList<string> words) => string.Join(" & ", words.Select(word => $"'{word}'")) + ":*";

    public override async Task SaveAsync(SaveTransaction transaction, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        await using var command = Bind(
            transaction.Connection.Command(Statements["SaveProducts"], transaction.Transaction), transaction.Model, transaction.Partition, entries);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private protected override async ValueTask<ProductIndexReport> CompareAsync(
        DbConnection connection, int model, int partition, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken)
    {
        await using var command = Bind(connection.Command(Statements["CompareProducts"]), model, partition, entries);
        var found = await command.RowsAsync(static reader => (Sku: reader.GetString(0), IsMissing: reader.GetBoolean(1), IsForeign: reader.GetBoolean(2)), cancellationToken);
        return new(
            [.. found.Where(one => !one.IsMissing && !one.IsForeign).Select(one => one.Sku)],
            [.. found.Where(one => one.IsMissing).Select(one => one.Sku)],
            [.. found.Where(one => one.IsForeign).Select(one => one.Sku)],
            AreWordsRight: true); // They stand in the entry, and the database alone keeps its index of them.
    }

    private static DbCommand Bind(DbCommand command, int model, int partition, IReadOnlyList<ProductEntry> entries) =>
        command
            .Add("model", model)
            .Add("partition", partition)
            .Add("skus", Column(entries, entry => entry.Sku))
            .Add("positions", Column(entries, entry => entry.Product.Position))
            .Add("names", Column(entries, entry => entry.Product.Name))
            .Add("categories", Column(entries, entry => entry.Product.Category))
            .Add("currencies", Column(entries, entry => entry.Product.Currency))
            .Add("prices", Column(entries, entry => entry.PriceInThousandths))
            .Add("on_hands", Column(entries, entry => entry.Product.OnHand))
            .Add("availables", Column(entries, entry => entry.Product.Available))
            .Add("reorder_levels", Column(entries, entry => entry.Product.ReorderLevel))
            .Add("discontinued", Column(entries, entry => entry.Product.IsDiscontinued))
            .Add("name_words", Column(entries, entry => ProductWords.Spaced(entry.Product.Name)))
            .Add("words", Column(entries, Vector));

    /// <summary>As <c>tsvector</c>, 'white':2B 'heart':3B: what stands in the SKU weighs most, in the category least.</summary>
    private static string Vector(ProductEntry entry)
    {
        var vector = new StringBuilder();
        var position = 0;
        Add(entry.Sku, 'A');
        Add(entry.Product.Name, 'B');
        Add(entry.Product.Category, 'C');
        return vector.ToString();

        void Add(string text, char weight)
        {
            foreach (var word in ProductWords.Of(text)) vector.Append(CultureInfo.InvariantCulture, $"'{word}':{++position}{weight} ");
        }
    }

    private static T[] Column<T>(IReadOnlyList<ProductEntry> entries, Func<ProductEntry, T> value)
    {
        var column = new T[entries.Count];
        for (var at = 0; at < column.Length; at++) column[at] = value(entries[at]);
        return column;
    }
}
