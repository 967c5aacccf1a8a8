using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Projections.Search;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.Stores;

namespace CommandProcessor.Projections.Tests.Search;

/// <summary>Looking through products one by one keeps what an index promises.</summary>
public sealed class ProductScanTests : ProductIndexConformance
{
    protected override ValueTask<IReadModelDatabase> CreateAsync() => ValueTask.FromResult<IReadModelDatabase>(new SqliteDatabase());

    protected override IProductIndex Open(SqlReadModelStore store) => new Scan();

    private sealed class Scan : IProductIndex
    {
        private readonly Dictionary<(ReadModelId View, string Sku), (int Partition, Product Product)> _products = [];

        public Task SaveAsync(ReadModelId id, int partition, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken)
        {
            foreach (var (sku, product) in entries)
            {
                if (_products.TryGetValue((id, sku), out var known) && known.Product.Position >= product.Position) continue;
                _products[(id, sku)] = (partition, product);
            }

            return Task.CompletedTask;
        }

        public Task DropAsync(ReadModelId id, int partition, CancellationToken cancellationToken)
        {
            foreach (var key in _products.Where(product => product.Key.View == id && product.Value.Partition == partition).Select(product => product.Key).ToList()) _products.Remove(key);
            return Task.CompletedTask;
        }

        public Task SwapAsync(SwapTransaction swap, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<ProductSearchPage> SearchAsync(ReadModelId id, ProductSearchRequest request, CancellationToken cancellationToken)
        {
            await Task.Yield(); // As an index throws it: in the task.
            var question = ProductQuestion.Of(request);
            var parts = _products.Where(product => product.Key.View == id).GroupBy(product => product.Value.Partition)
                .Select(partition => ProductScan.PartOf(partition.Select(product => KeyValuePair.Create(product.Key.Sku, product.Value.Product)), question));
            return ProductScan.Merge([.. parts], question, ViewFreshness.None);
        }
    }
}
