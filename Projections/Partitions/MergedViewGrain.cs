using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Asks the grains of all partitions and merges what they say. A view's public grain derives from it; it is a stateless worker, so that each
/// silo answers its own callers.
/// </summary>
/// <typeparam name="TPartitionGrain">The view's grain of one partition.</typeparam>
public abstract partial class MergedViewGrain<TPartitionGrain>(Partitioning partitioning) : Grain
    where TPartitionGrain : IGrainWithIntegerKey
{
    /// <summary>The answers of all partitions, in their order.</summary>
    /// <exception cref="ArgumentException">A position is asked for of a partition that does not exist.</exception>
    protected Task<T[]> AskAllAsync<T>(AtLeastAll atLeast, Func<TPartitionGrain, AtLeast, Task<T>> ask) => AskAllAsync(GrainFactory, atLeast, ask);

    /// <inheritdoc cref="AskAllAsync{T}(AtLeastAll, Func{TPartitionGrain, AtLeast, Task{T}})"/>
    /// <param name="grains">Taken on this grain's turn, for a question that is put beside it.</param>
    protected Task<T[]> AskAllAsync<T>(IGrainFactory grains, AtLeastAll atLeast, Func<TPartitionGrain, AtLeast, Task<T>> ask)
    {
        foreach (var position in atLeast.Positions.IsDefault ? [] : atLeast.Positions) partitioning.Require(position.Partition);
        return Task.WhenAll(Enumerable.Range(0, partitioning.PartitionCount)
            .Select(partition => ask(grains.GetGrain<TPartitionGrain>(partition), atLeast.Of(partition))));
    }

    /// <summary>A page of the view's log, of all partitions.</summary>
    protected async Task<LogPage<TEntry>> ReadLogAsync<TEntry>(
        LogPageRequest request, AtLeastAll atLeast, Func<TPartitionGrain, AtLeast, Task<LogPage<TEntry>>> read)
        where TEntry : class =>
        LogPages.Merge(await AskAllAsync(atLeast, read), request.CountMax);

    /// <summary>The answer of the partition of one key.</summary>
    protected Task<T> AskOneAsync<T>(PartitionKey key, AtLeastAll atLeast, Func<TPartitionGrain, AtLeast, Task<T>> ask)
    {
        var partition = partitioning.PartitionOf(key);
        return ask(GrainFactory.GetGrain<TPartitionGrain>(partition), atLeast.Of(partition));
    }
}
