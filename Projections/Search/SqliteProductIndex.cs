using System.Data.Common;
using CommandProcessor.Journal.Sql;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>Words in a table of FTS5, kept in step by triggers; entries are one transaction on the thread that writes.</summary>
internal sealed class SqliteProductIndex(SqlReadModelStore store) : SqlProductIndex(store)
{
    private static readonly string[] Parameters =
    [
        "model", "sku", "partition", "position", "name", "category", "currency", "price", "on_hand", "available",
        "reorder_level", "is_discontinued", "sku_words", "name_words", "category_words",
    ];

    /// <summary>In the language of FTS5: "white" AND "heart" *.</summary>
    private protected override string Query(IReadOnlyList<string> words) => string.Join(" AND ", words.Select(word => $"\"{word}\"")) + " *";

    private protected override async Task SaveAsync(
        DbConnection connection, DbTransaction transaction, int model, int partition, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Statements["SaveProduct"], transaction);
        foreach (var parameter in Parameters) command.Add(parameter, DBNull.Value);
        foreach (var (sku, product) in entries)
        {
            object[] values =
            [
                model, sku, partition, product.Position, product.Name, product.Category, product.Currency,
                new ProductEntry(sku, product).PriceInThousandths, product.OnHand, product.Available, product.ReorderLevel, product.IsDiscontinued,
                ProductWords.Spaced(sku), ProductWords.Spaced(product.Name), ProductWords.Spaced(product.Category),
            ];
            for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at];
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
