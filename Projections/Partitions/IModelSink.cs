using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Where the rows of one table of a view go beside the read models, in the same database, such as an index that can be searched. Writes are
/// idempotent: what was written before a crash comes again.
/// </summary>
public interface IModelSink<TModel>
    where TModel : PartitionModel
{
    /// <summary>The table whose rows it takes.</summary>
    string Table { get; }

    /// <summary>Takes what the rows have become; called before the view's position is saved.</summary>
    /// <param name="keys">Of the rows that were set or removed since the last call.</param>
    /// <param name="position">What the model has folded; what was written at a later one stays.</param>
    Task SaveAsync(
        ReadModelId id, int partition, TModel model, IReadOnlyCollection<string> keys, long position, CancellationToken cancellationToken);

    /// <summary>Forgets all that came of a partition.</summary>
    Task DropAsync(ReadModelId id, int partition, CancellationToken cancellationToken);

    /// <summary>Forgets what came of the partition, and puts what came of its fold anew in its place, in the transaction that does so with the read models.</summary>
    Task SwapAsync(SwapTransaction swap, CancellationToken cancellationToken);
}
