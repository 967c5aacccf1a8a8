using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Search;

/// <summary>Full-text search over products; its key is 0.</summary>
[Alias("CommandProcessor.IProductSearchGrain")]
public interface IProductSearchGrain : IGrainWithIntegerKey
{
    [Alias("Search")]
    Task<ProductSearchPage> SearchAsync(ProductSearchRequest request, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>What is found, when it is different from what was shown.</summary>
    [Alias("Watch")]
    Task<WatchAnswer<ProductSearchPage>> WatchAsync(ProductSearchRequest request, WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>What would have been found then: by the same words, filters and facets. By relevance a word in the SKU counts most, in the category least.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("SearchAsOf")]
    Task<ProductSearchPage> SearchAsOfAsync(ProductSearchRequest request, AsOfAll asOf, CancellationToken cancellationToken);
}
