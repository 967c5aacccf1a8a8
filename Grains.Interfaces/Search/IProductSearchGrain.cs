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
}
