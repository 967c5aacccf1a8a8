using System.Data.Common;
using CommandProcessor.Journal.Sql;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>Words in a table of FTS5, kept in step by triggers.</summary>
internal sealed class SqliteProductIndex(SqlReadModelStore store) : SqlProductIndex(store)
{
    private static readonly string[] Parameters =
    [
        "model", "sku", "partition", "position", "name", "category", "currency", "price", "on_hand", "available",
        "reorder_level", "is_discontinued", "sku_words", "name_words", "category_words",
    ];

    /// <summary>In the language of FTS5: "white" AND "heart" *.</summary>
    private protected override string Query(IReadOnlyList<string> words) => string.Join(" AND ", words.Select(word => $"\"{word}\"")) + " *";

    public override async Task SaveAsync(SaveTransaction transaction, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken)
    {
        await using var command = WithParameters(transaction.Connection.Command(Statements["SaveProduct"], transaction.Transaction));
        foreach (var entry in entries) await Bind(command, transaction.Model, transaction.Partition, entry).ExecuteNonQueryAsync(cancellationToken);
    }

    private protected override async ValueTask<ProductIndexReport> CompareAsync(
        DbConnection connection, int model, int partition, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken)
    {
        await using var list = connection.Command(Statements["ListProducts"]).Add("model", model).Add("partition", partition);
        var listed = (await list.RowsAsync(static reader => reader.GetString(0), cancellationToken)).ToHashSet(StringComparer.Ordinal);
        List<string> differing = [], missing = [];
        await using var find = WithParameters(connection.Command(Statements["FindProduct"]));
        foreach (var entry in entries)
        {
            if (!listed.Remove(entry.Sku)) missing.Add(entry.Sku);
            else if (await Bind(find, model, partition, entry).ExecuteScalarAsync(cancellationToken) is null) differing.Add(entry.Sku);
        }

        return new([.. differing], [.. missing], [.. listed.Order(StringComparer.Ordinal)], await AreWordsRightAsync(connection, cancellationToken));
    }

    private async ValueTask<bool> AreWordsRightAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var check = connection.Command(Statements["CheckWords"]);
            await check.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (DbException exception) when (exception.IsSqliteDamage)
        {
            return false;
        }
    }

    private static DbCommand WithParameters(DbCommand command)
    {
        foreach (var parameter in Parameters) command.Add(parameter, DBNull.Value);
        return command;
    }

    private static DbCommand Bind(DbCommand command, int model, int partition, ProductEntry entry)
    {
        var (sku, product) = entry;
        object[] values =
        [
            model, sku, partition, product.Position, product.Name, product.Category, product.Currency,
            entry.PriceInThousandths, product.OnHand, product.Available, product.ReorderLevel, product.IsDiscontinued,
            ProductWords.Spaced(sku), ProductWords.Spaced(product.Name), ProductWords.Spaced(product.Category),
        ];
        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at];
        return command;
    }
}
