using CommandProcessor.Client.Sessions;
using CommandProcessor.Grains.Interfaces.Commands;
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

    /// <summary>Looks at an aggregate itself. What the session has seen there, its queries show from now on.</summary>
    public async Task<TView?> ReadAsync<TGrain, TCommand, TView>(string grainKey, PartitionKey key, CancellationToken cancellationToken)
        where TGrain : IViewedAggregateGrain<TCommand, TView>
        where TCommand : class
        where TView : class
    {
        var grain = core.Grains.GetGrain<TGrain>(grainKey);
        var answer = await core.Retrier.RunAsync(
            token => grain.ReadAsync(token),
            isAnswer: static _ => true,
            core.Options.QueryTimeout,
            (attemptCount, elapsed, last) => new QueryNotAnsweredException($"{typeof(TGrain).Name} {grainKey}", attemptCount, elapsed, last),
            cancellationToken);
        positions.Advance(key, answer.Position);
        return answer.View;
    }

    private async ValueTask<AtLeast> AtLeastAsync(PartitionKey key, CancellationToken cancellationToken)
    {
        if (positions.OfKey(key) is { } exact) return new(exact, core.Options.FreshnessTimeout);
        if (!positions.HasFloors) return new(0, core.Options.FreshnessTimeout);
        var partitioning = await core.GetPartitioningAsync(cancellationToken);
        return new(positions.FloorOf(partitioning.PartitionOf(key)), core.Options.FreshnessTimeout);
    }
}
