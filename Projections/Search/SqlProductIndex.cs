using System.Collections.Immutable;
using System.Data.Common;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Journal.Sql;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>What the indexes of both dialects share: everything but how entries are written and words are asked for.</summary>
public abstract class SqlProductIndex : IProductIndex
{
    private readonly SqlReadModelStore _store;

    private protected SqlProductIndex(SqlReadModelStore store)
    {
        _store = store;
        Statements = SqlFile.Load(typeof(SqlProductIndex).Assembly, "Search/Statements/Common.sql", $"Search/Statements/{store.Dialect.Name}.sql");
    }

    private protected SqlFile Statements { get; }

    /// <summary>The index that stands beside the read models of that store.</summary>
    public static IProductIndex Beside(SqlReadModelStore store) => store.Dialect is PostgresDialect ? new PostgresProductIndex(store) : new SqliteProductIndex(store);

    public abstract Task SaveAsync(SaveTransaction transaction, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken);

    public async Task ForgetAsync(SaveTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection.Command(Statements["DropProducts"], transaction.Transaction)
            .Add("model", transaction.Model).Add("partition", transaction.Partition);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task DropAsync(ReadModelId id, int partition, CancellationToken cancellationToken)
    {
        var model = await _store.ModelAsync(id, cancellationToken);
        await _store.Dialect.WriteAsync(async (connection, token) =>
        {
            var transaction = await connection.BeginTransactionAsync(token);
            await using var __ = transaction;
            await ForgetAsync(new(connection, transaction, partition, model), token);
            await transaction.CommitAsync(token);
            return 0;
        }, cancellationToken);
    }

    public async Task SwapAsync(SwapTransaction swap, CancellationToken cancellationToken)
    {
        await using var drop = swap.Connection.Command(Statements["DropProducts"], swap.Transaction).Add("model", swap.To).Add("partition", swap.Partition);
        await drop.ExecuteNonQueryAsync(cancellationToken);
        await using var move = swap.Connection.Command(Statements["MoveProducts"], swap.Transaction)
            .Add("model", swap.From).Add("to", swap.To).Add("partition", swap.Partition);
        await move.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<ProductIndexReport> CompareAsync(ReadModelId id, int partition, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken)
    {
        var model = await _store.ModelAsync(id, cancellationToken);
        return await _store.Dialect.WriteAsync((connection, token) => CompareAsync(connection, model, partition, entries, token), cancellationToken);
    }

    public async Task<ProductSearchPage> SearchAsync(ReadModelId id, ProductSearchRequest request, CancellationToken cancellationToken)
    {
        var question = ProductQuestion.Of(request);
        if (question.FindsNothing) return ProductSearchPage.Empty;

        var (sort, after) = (question.Sort, question.After);
        var model = await _store.ModelAsync(id, cancellationToken);
        return await _store.Dialect.ReadAsync(async (connection, token) =>
        {
            await using var page = Command(connection, "Page", model, question)
                .Add("sort", (int)sort).Add("after_rank", after.Rank).Add("after_text", after.Text).Add("after_sku", after.Sku).Add("count", request.PageSize + 1);
            var hits = await page.RowsAsync(ReadHit, token);
            await using var facets = Command(connection, "Facets", model, question);
            var counts = await facets.RowsAsync(ReadCount, token);
            return ToPage(hits, counts, request.PageSize, sort);
        }, cancellationToken);
    }

    /// <summary>The words as the database wants to be asked for them: all must be there, the last at least in its beginning.</summary>
    private protected abstract string Query(IReadOnlyList<string> words);

    private protected abstract ValueTask<ProductIndexReport> CompareAsync(
        DbConnection connection, int model, int partition, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken);

    private DbCommand Command(DbConnection connection, string statement, int model, ProductQuestion question)
    {
        var (request, words) = (question.Request, question.Words);
        var command = connection.Command(Statements[words is null ? "MatchingAll" : "MatchingWords"] + "\n" + Statements[statement]).Add("model", model);
        if (words is not null) command.Add("words", Query(words));
        return command
            .Add("category", request.Category ?? "")
            .Add("currency", request.Currency ?? "")
            .Add("price_from", question.PriceFrom)
            .Add("price_to", question.PriceTo)
            .Add("only_in_stock", request.OnlyInStock)
            .Add("only_to_reorder", request.OnlyBelowReorderLevel)
            .Add("with_discontinued", request.WithDiscontinued);
    }

    private static ProductSearchPage ToPage(IReadOnlyList<Ranked> hits, IReadOnlyList<Counted> counts, int pageSize, ProductSort sort)
    {
        ImmutableArray<ProductHit> shown = [.. hits.Take(pageSize).Select(hit => hit.Product)];
        var next = hits.Count > pageSize ? hits[pageSize - 1].Cursor.Format(sort) : null;
        var facets = new ProductFacets(
            [.. Of(1).Select(count => new CategoryFacet(count.Label, count.Count))],
            [.. Of(2).Select(count => ProductQuestion.RangeOf(count.Label, count.Band, count.Count))],
            Of(3).Sum(count => count.Count),
            Of(4).Sum(count => count.Count),
            Of(5).Sum(count => count.Count));
        return new(shown, next, Of(0).Sum(count => count.Count), facets, ViewFreshness.None);

        IEnumerable<Counted> Of(int facet) => counts.Where(count => count.Facet == facet);
    }

    private static Ranked ReadHit(DbDataReader reader)
    {
        var hit = new ProductHit(
            reader.GetString(0), reader.GetString(1), reader.GetString(2), (decimal)reader.GetInt64(4) / ProductEntry.PriceScale, reader.GetString(3),
            reader.GetInt64(5), reader.GetInt64(6), reader.GetBoolean(7), reader.GetInt64(8));
        return new(hit, new(reader.GetDouble(9), reader.GetString(10), hit.Sku));
    }

    private static Counted ReadCount(DbDataReader reader) => new(reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3));

    private readonly record struct Ranked(ProductHit Product, ProductCursor Cursor);

    private readonly record struct Counted(int Facet, string Label, int Band, long Count);
}
