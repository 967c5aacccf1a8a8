using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Where the rows of one table of a view go beside the read models, in the same database, such as an index that can be searched. All that is written there
/// is written in the transaction that writes the rows: whoever is turned away there is turned away here, and neither is ever ahead of the other.
/// </summary>
public interface IModelSink<TModel>
    where TModel : PartitionModel
{
    /// <summary>The table whose rows it takes.</summary>
    string Table { get; }

    /// <summary>What takes rows as they are now, whenever and however often it is done.</summary>
    /// <param name="keys">Of the rows that were set or removed since the last call.</param>
    Func<SaveTransaction, CancellationToken, Task> Take(TModel model, IReadOnlyCollection<string> keys);

    /// <summary>Forgets all that came of the partition, in the transaction that does so with the read models.</summary>
    Task ForgetAsync(SaveTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Forgets what came of the partition, and puts what came of its fold anew in its place, in the transaction that does so with the read models.</summary>
    Task SwapAsync(SwapTransaction swap, CancellationToken cancellationToken);

    /// <summary>Forgets all that came of a partition of a version that is not used any more.</summary>
    Task DropAsync(ReadModelId id, int partition, CancellationToken cancellationToken);

    /// <summary>Compares what it holds of a partition with a model, row by row; returns how many rows those are.</summary>
    /// <param name="differ">Told of each difference.</param>
    Task<long> CompareAsync(ReadModelId id, int partition, TModel model, Action<string> differ, CancellationToken cancellationToken);
}
