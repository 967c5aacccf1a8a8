using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>Hands the products that changed to the index.</summary>
public sealed class ProductIndexSink(IProductIndex index) : IModelSink<ProductSearchModel>
{
    public string Table => ProductSearchModel.ProductTable;

    public Func<SaveTransaction, CancellationToken, Task> Take(ProductSearchModel model, IReadOnlyCollection<string> keys)
    {
        List<ProductEntry> entries = new(keys.Count);
        foreach (var sku in keys)
        {
            // A product is never removed, only discontinued.
            if (model.Products.Find(sku) is { } product) entries.Add(new(sku, product));
        }

        return (transaction, cancellationToken) => index.SaveAsync(transaction, entries, cancellationToken);
    }

    public Task ForgetAsync(SaveTransaction transaction, CancellationToken cancellationToken) => index.ForgetAsync(transaction, cancellationToken);

    public Task SwapAsync(SwapTransaction swap, CancellationToken cancellationToken) => index.SwapAsync(swap, cancellationToken);

    public Task DropAsync(ReadModelId id, int partition, CancellationToken cancellationToken) => index.DropAsync(id, partition, cancellationToken);

    public async Task<long> CompareAsync(ReadModelId id, int partition, ProductSearchModel model, Action<string> differ, CancellationToken cancellationToken)
    {
        var report = await index.CompareAsync(id, partition, [.. model.Products.Rows.Select(row => new ProductEntry(row.Key, row.Value))], cancellationToken);
        foreach (var sku in report.Differing) differ($"The index shows product {sku} as something else than the journal leads to.");
        foreach (var sku in report.Missing) differ($"The index lacks product {sku}.");
        foreach (var sku in report.Foreign) differ($"The index shows product {sku}, which was never registered.");
        if (!report.AreWordsRight) differ($"The words of the index are not those of its entries.");
        return model.Products.Count;
    }
}
