using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>The full-text index of the read models' database. Each version of the view has entries of its own.</summary>
/// <remarks>Everything throws <see cref="ReadModelException"/> when the database fails.</remarks>
public interface IProductIndex
{
    /// <summary>Takes products of a partition. An entry only ever moves forward: one that is older than what stands there is passed over.</summary>
    Task SaveAsync(ReadModelId id, int partition, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken);

    /// <summary>Forgets all products of a partition.</summary>
    Task DropAsync(ReadModelId id, int partition, CancellationToken cancellationToken);

    /// <summary>Puts the products of a partition in the place of those that stand there under another version.</summary>
    Task SwapAsync(SwapTransaction swap, CancellationToken cancellationToken);

    /// <summary>A page of products, without its freshness.</summary>
    /// <exception cref="ArgumentException">The request has a mistake.</exception>
    Task<ProductSearchPage> SearchAsync(ReadModelId id, ProductSearchRequest request, CancellationToken cancellationToken);
}
