using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Search;

/// <summary>What would have been found. The index knows the present only: the products are looked through as they were.</summary>
public static class ProductPast
{
    extension(PastViews past)
    {
        /// <inheritdoc cref="IProductSearchGrain.SearchAsOfAsync"/>
        public Task<ProductSearchPage> SearchAsync(ProductSearchRequest request, AsOfAll asOf, CancellationToken cancellationToken)
        {
            var question = ProductQuestion.Of(request);
            return past.AskAsync<ProductSearchModel, ProductScanPart, ProductSearchPage>(
                asOf,
                model => ProductScan.PartOf(model.Products.Rows, question),
                (parts, freshness) => ProductScan.Merge(parts, question, freshness),
                cancellationToken);
        }
    }
}
