using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>
/// Searches products that are in no index, one by one, by the rules of the index: words, filters, facets and orders are the same. Only by relevance the
/// order is its own: a word in the SKU counts more than in the name, and that more than in the category, however often and in however long a text.
/// </summary>
internal static class ProductScan
{
    private const int SkuWeight = 10;
    private const int NameWeight = 6;
    private const int CategoryWeight = 1;

    /// <summary>What is found among some of the products.</summary>
    public static ProductScanPart PartOf(IEnumerable<KeyValuePair<string, Product>> products, ProductQuestion question)
    {
        var part = new Scanned(question);
        if (question.FindsNothing) return part.ToPart();
        foreach (var (sku, product) in products)
        {
            if (question.Request.Currency is { } currency && product.Currency != currency) continue;
            if (product.IsDiscontinued && !question.Request.WithDiscontinued) continue;
            if (RelevanceOf(sku, product, question.Words) is { } relevance) part.Count(sku, product, relevance);
        }

        return part.ToPart();
    }

    /// <summary>A page of what was found among all of them.</summary>
    public static ProductSearchPage Merge(IReadOnlyList<ProductScanPart> parts, ProductQuestion question, ViewFreshness freshness)
    {
        var hits = parts.SelectMany(part => part.Hits).OrderBy(hit => hit.Place).Take(question.Request.PageSize + 1).ToList();
        var isMore = hits.Count > question.Request.PageSize;
        if (isMore) hits.RemoveAt(hits.Count - 1);
        var facets = new ProductFacets(
            [
                .. parts.SelectMany(part => part.Categories).GroupBy(facet => facet.Category)
                    .Select(same => new CategoryFacet(same.Key, same.Sum(facet => facet.Count)))
                    .OrderByDescending(facet => facet.Count).ThenBy(facet => facet.Category, Comparer<string>.Create(Utf8Order.Compare)).Take(ProductFacets.CategoryCountMax),
            ],
            [
                .. parts.SelectMany(part => part.Prices).GroupBy(facet => (facet.Currency, facet.From)).Select(same => same.First() with { Count = same.Sum(facet => facet.Count) })
                    .OrderBy(facet => facet.Currency, StringComparer.Ordinal).ThenBy(facet => facet.From).Take(ProductQuestion.PriceFacetCountMax),
            ],
            parts.Sum(part => part.InStock), parts.Sum(part => part.OutOfStock), parts.Sum(part => part.BelowReorderLevel));
        return new([.. hits.Select(hit => hit.Product)], isMore ? hits[^1].Place.Format(question.Sort) : null, parts.Sum(part => part.Found), facets, freshness);
    }

    /// <summary>Less for what fits better; null if a word is missing.</summary>
    private static double? RelevanceOf(string sku, Product product, IReadOnlyList<string>? words)
    {
        if (words is null) return 0;
        var (inSku, inName, inCategory) = (ProductWords.Of(sku), ProductWords.Of(product.Name), ProductWords.Of(product.Category));
        var relevance = 0;
        for (var at = 0; at < words.Count; at++)
        {
            var (word, isLast) = (words[at], at == words.Count - 1);
            var weight = IsIn(inSku) ? SkuWeight : IsIn(inName) ? NameWeight : IsIn(inCategory) ? CategoryWeight : 0;
            if (weight == 0) return null;
            relevance -= weight;

            bool IsIn(IReadOnlyList<string> text) => text.Any(other => other == word || (isLast && other.StartsWith(word, StringComparison.Ordinal)));
        }

        return relevance;
    }

    /// <summary>Counts what is found, and keeps of it a page.</summary>
    private sealed class Scanned(ProductQuestion question)
    {
        private readonly FirstOf<ProductScanHit, ProductCursor> _first = new(question.Request.PageSize);
        private readonly Dictionary<string, long> _categories = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Currency, int Band), long> _prices = [];
        private long _found;
        private long _inStock;
        private long _outOfStock;
        private long _belowReorderLevel;

        /// <summary>Each facet by all filters but its own.</summary>
        public void Count(string sku, Product product, double relevance)
        {
            var (request, price) = (question.Request, new ProductEntry(sku, product).PriceInThousandths);
            var isInStock = product.Available > 0 && !product.IsDiscontinued;
            var isToReorder = product.Available < product.ReorderLevel && !product.IsDiscontinued;
            var isOfCategory = request.Category is null || product.Category == request.Category;
            var isOfPrice = price >= question.PriceFrom && price <= question.PriceTo;
            var isOfStock = (!request.OnlyInStock || isInStock) && (!request.OnlyBelowReorderLevel || isToReorder);
            if (isOfPrice && isOfStock) _categories[product.Category] = _categories.GetValueOrDefault(product.Category) + 1;
            if (isOfCategory && isOfStock) CountPrice((product.Currency, BandOf(product.Price)));
            if (!isOfCategory || !isOfPrice) return;
            if (isInStock) _inStock++;
            else _outOfStock++;
            if (isToReorder) _belowReorderLevel++;
            if (!isOfStock) return;
            _found++;
            Take(sku, product, price, relevance);
        }

        public ProductScanPart ToPart() => new(
            [.. _first.Held], _found,
            [.. _categories.Select(facet => new CategoryFacet(facet.Key, facet.Value))],
            [.. _prices.Select(facet => ProductQuestion.RangeOf(facet.Key.Currency, facet.Key.Band, facet.Value))],
            _inStock, _outOfStock, _belowReorderLevel);

        private void Take(string sku, Product product, long price, double relevance)
        {
            var rank = question.Sort switch
            {
                ProductSort.Relevance => relevance,
                ProductSort.Cheapest => price,
                ProductSort.Dearest => -price,
                _ => 0,
            };
            var place = new ProductCursor(rank, question.Sort is ProductSort.Name ? ProductWords.Spaced(product.Name) : "", sku);
            if (place.CompareTo(question.After) <= 0) return;
            var hit = new ProductScanHit(
                place,
                new(sku, product.Name, product.Category, product.Price, product.Currency, product.OnHand, product.Available, product.IsDiscontinued, product.ReorderLevel));
            _first.Add(hit, place);
        }

        private void CountPrice((string Currency, int Band) facet) => _prices[facet] = _prices.GetValueOrDefault(facet) + 1;

        private static int BandOf(decimal price) => Array.FindLastIndex(ProductQuestion.Bands, from => price >= from);
    }
}

/// <summary>What is found among some products: the first of them, and counts of all.</summary>
internal sealed record ProductScanPart(
    ImmutableArray<ProductScanHit> Hits, long Found, ImmutableArray<CategoryFacet> Categories, ImmutableArray<PriceFacet> Prices,
    long InStock, long OutOfStock, long BelowReorderLevel);

/// <summary>A product that was found, and its place in the order.</summary>
internal readonly record struct ProductScanHit(ProductCursor Place, ProductHit Product);
