using CommandProcessor.Client.Sessions;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Sending;

/// <summary>Asks a read model for an answer that shows at least what the session wrote.</summary>
internal sealed class QuerySender(ClientCore core, SessionPositions positions)
{
    public Task<TAnswer> AskAsync<TGrain, TAnswer>(
        string grainKey, PartitionKey key, Func<TGrain, AtLeast, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TGrain : IGrainWithStringKey
    {
        var grain = core.Grains.GetGrain<TGrain>(grainKey);
        return core.Retrier.RunAsync(
            async token => await ask(grain, await AtLeastAsync(key, token), token),
            isAnswer: static _ => true,
            core.Options.QueryTimeout,
            (attemptCount, elapsed, last) => new QueryNotAnsweredException($"{typeof(TGrain).Name} {grainKey}", attemptCount, elapsed, last),
            cancellationToken);
    }

    private async ValueTask<AtLeast> AtLeastAsync(PartitionKey key, CancellationToken cancellationToken)
    {
        if (positions.OfKey(key) is { } exact) return new(exact, core.Options.FreshnessTimeout);
        if (!positions.HasFloors) return new(0, core.Options.FreshnessTimeout);
        var partitioning = await core.GetPartitioningAsync(cancellationToken);
        return new(positions.FloorOf(partitioning.PartitionOf(key)), core.Options.FreshnessTimeout);
    }
}
