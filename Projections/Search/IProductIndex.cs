using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>
/// The full-text index of the read models' database. Each version of the view has entries of its own, which are written in the transactions of the view's
/// rows and by no other way.
/// </summary>
/// <remarks>Everything throws <see cref="ReadModelException"/> when the database fails.</remarks>
public interface IProductIndex
{
    /// <summary>Takes products of a partition, each in the place of what stood there.</summary>
    Task SaveAsync(SaveTransaction transaction, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken);

    /// <summary>Forgets all products of a partition.</summary>
    Task ForgetAsync(SaveTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Forgets all products of a partition of a version that is not used any more.</summary>
    Task DropAsync(ReadModelId id, int partition, CancellationToken cancellationToken);

    /// <summary>Puts the products of a partition in the place of those that stand there under another version.</summary>
    Task SwapAsync(SwapTransaction swap, CancellationToken cancellationToken);

    /// <summary>The SKUs of a partition whose entries are not these, that lack one or have one too many; and whether words find what they are in.</summary>
    /// <param name="entries">All products of the partition.</param>
    Task<ProductIndexReport> CompareAsync(ReadModelId id, int partition, IReadOnlyList<ProductEntry> entries, CancellationToken cancellationToken);

    /// <summary>A page of products, without its freshness.</summary>
    /// <exception cref="ArgumentException">The request has a mistake.</exception>
    Task<ProductSearchPage> SearchAsync(ReadModelId id, ProductSearchRequest request, CancellationToken cancellationToken);
}
