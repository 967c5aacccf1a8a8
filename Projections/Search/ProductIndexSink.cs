using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>Hands the products that changed to the index. Whatever is handed over twice is the same entry at the same position.</summary>
public sealed class ProductIndexSink(IProductIndex index) : IModelSink<ProductSearchModel>
{
    public string Table => ProductSearchModel.ProductTable;

    public Task SaveAsync(
        ReadModelId id, int partition, ProductSearchModel model, IReadOnlyCollection<string> keys, long position, CancellationToken cancellationToken)
    {
        List<ProductEntry> entries = new(keys.Count);
        foreach (var sku in keys)
        {
            // A product is never removed, only discontinued.
            if (model.Products.Find(sku) is { } product) entries.Add(new(sku, product));
        }

        return index.SaveAsync(id, partition, entries, cancellationToken);
    }

    public Task DropAsync(ReadModelId id, int partition, CancellationToken cancellationToken) => index.DropAsync(id, partition, cancellationToken);

    public Task SwapAsync(SwapTransaction swap, CancellationToken cancellationToken) => index.SwapAsync(swap, cancellationToken);
}
