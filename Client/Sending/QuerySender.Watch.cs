using System.Runtime.CompilerServices;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Sending;

/// <remarks>
/// A watch is a chain of calls that each wait for a change after what was shown. A silo that is lost, or a read model that moves, ends one call; the
/// next says what was shown and is told what is different, by whichever silo answers. While the watcher is busy with what it was shown nobody
/// waits for it, so it misses states and never the newest one.
/// </remarks>
internal sealed partial class QuerySender
{
    /// <summary>Watches the read model of a key, which shows at least what the session wrote there.</summary>
    public IAsyncEnumerable<Watched<T>> WatchAsync<TGrain, T>(
        string grainKey, PartitionKey key, WatchToken? after, Func<TGrain, WatchRequest, CancellationToken, Task<WatchAnswer<T>>> watch,
        CancellationToken cancellationToken)
        where TGrain : IGrainWithStringKey =>
        WatchAsync(() => core.Grains.Get<TGrain>(grainKey), grainKey, token => AtLeastAllAsync(key, token), after, watch, cancellationToken);

    /// <summary>Watches a view over everybody, which shows at least what the session wrote anywhere.</summary>
    public IAsyncEnumerable<Watched<T>> WatchAllAsync<TGrain, T>(
        WatchToken? after, Func<TGrain, WatchRequest, CancellationToken, Task<WatchAnswer<T>>> watch, CancellationToken cancellationToken)
        where TGrain : IGrainWithIntegerKey =>
        WatchAsync(
            core.Grains.GetOnly<TGrain>, "0", _ => ValueTask.FromResult(new AtLeastAll([.. positions.ByPartition()], core.Options.FreshnessTimeout)),
            after, watch, cancellationToken);

    private async IAsyncEnumerable<Watched<T>> WatchAsync<TGrain, T>(
        Func<TGrain> grain, string grainKey, Func<CancellationToken, ValueTask<AtLeastAll>> atLeast, WatchToken? after,
        Func<TGrain, WatchRequest, CancellationToken, Task<WatchAnswer<T>>> watch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wait = core.Options.AttemptTimeout / 2;
        var patience = core.Options.QueryTimeout; // Whoever is shown nothing at all hears why as soon as with a query.
        while (true)
        {
            var answer = await AnswerAsync(
                async token => await watch(grain(), new(after, await atLeast(token), wait), token),
                $"{typeof(TGrain).Name} {grainKey}", patience, cancellationToken);
            (after, patience) = (answer.Token, core.Options.WatchTimeout);
            if (answer.IsChanged) yield return new(answer.Value!, answer.Token); // A null is what it is now, where T allows it.
        }
    }

    private async ValueTask<AtLeastAll> AtLeastAllAsync(PartitionKey key, CancellationToken cancellationToken)
    {
        var atLeast = await AtLeastAsync(key, cancellationToken);
        if (atLeast.Position == 0) return new([], atLeast.Deadline);
        var partitioning = await core.GetPartitioningAsync(cancellationToken);
        return new([new CommitPosition(partitioning.PartitionOf(key), atLeast.Position)], atLeast.Deadline);
    }
}
