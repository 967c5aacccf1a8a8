using CommandProcessor.Client.Sessions;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Sending;

/// <summary>Asks a read model for an answer that shows at least what the session wrote.</summary>
internal sealed partial class QuerySender(ClientCore core, SessionPositions positions)
{
    /// <summary>What is left of the time of a wait for the answer to come back.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(100);

    public Task<TAnswer> AskAsync<TGrain, TAnswer>(
        string grainKey, PartitionKey key, Func<TGrain, AtLeast, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TGrain : IGrainWithStringKey
    {
        return AnswerAsync(
            async token => await ask(core.Grains.Get<TGrain>(grainKey), await AtLeastAsync(key, token), token),
            $"{typeof(TGrain).Name} {grainKey}", core.Options.QueryTimeout, cancellationToken);
    }

    /// <summary>Asks a view over everybody; it shows at least what the session wrote, to whichever key.</summary>
    public Task<TAnswer> AskAllAsync<TGrain, TAnswer>(
        Func<TGrain, AtLeastAll, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TGrain : IGrainWithIntegerKey
    {
        return AnswerAsync(
            token => ask(core.Grains.GetOnly<TGrain>(), new([.. positions.ByPartition()], core.Options.FreshnessTimeout), token),
            typeof(TGrain).Name, core.Options.QueryTimeout, cancellationToken);
    }

    /// <summary>Looks at an aggregate itself. What the session has seen there, its queries show from now on.</summary>
    public async Task<TView?> ReadAsync<TGrain, TCommand, TView>(string grainKey, PartitionKey key, CancellationToken cancellationToken)
        where TGrain : IViewedAggregateGrain<TCommand, TView>
        where TCommand : class
        where TView : class
    {
        var answer = await AnswerAsync(
            token => core.Grains.Get<TGrain>(grainKey).ReadAsync(token),
            $"{typeof(TGrain).Name} {grainKey}", core.Options.QueryTimeout, cancellationToken);
        positions.Advance(key, answer.Position);
        return answer.View;
    }

    /// <summary>
    /// Looks at an aggregate whenever there is something new, until it is as wanted or the time is over; in the end it is as it was seen last. A call
    /// that waits too long for one attempt is asked again, so a silo that is lost costs time and no answer.
    /// </summary>
    public async Task<TView?> ReadUntilAsync<TGrain, TCommand, TView>(
        string grainKey, PartitionKey key, Func<TView, long> versionOf, Func<TView, bool> isWanted, TimeSpan timeout, CancellationToken cancellationToken)
        where TGrain : IViewedAggregateGrain<TCommand, TView>
        where TCommand : class
        where TView : class
    {
        var started = core.Time.GetTimestamp();
        ViewAnswer<TView>? seen = null;
        while (true)
        {
            var timeLeft = timeout - core.Time.GetElapsedTime(started);
            if (seen is not null && timeLeft <= AnswerTime) return seen.View;
            try
            {
                var version = seen?.View is { } last ? versionOf(last) : 0;
                seen = await AnswerAsync(
                    token => core.Grains.Get<TGrain>(grainKey).ReadAfterAsync(version, Shorter(timeLeft - AnswerTime, core.Options.AttemptTimeout / 2), token),
                    $"{typeof(TGrain).Name} {grainKey}", timeLeft, cancellationToken);
            }
            catch (QueryNotAnsweredException) when (seen is not null)
            {
                return seen.View;
            }

            positions.Advance(key, seen.Position);
            if (seen.View is { } view && isWanted(view)) return view;
        }
    }

    /// <summary>Asks until there is an answer, whatever it is, or the time is over.</summary>
    /// <param name="asked">Who is asked, for the error.</param>
    /// <exception cref="QueryNotAnsweredException">There was none.</exception>
    private Task<TAnswer> AnswerAsync<TAnswer>(
        Func<CancellationToken, Task<TAnswer>> ask, string asked, TimeSpan timeout, CancellationToken cancellationToken) =>
        core.Retrier.RunAsync(
            ask,
            isAnswer: static _ => true,
            timeout,
            (attemptCount, elapsed, last) => new QueryNotAnsweredException(asked, attemptCount, elapsed, last),
            cancellationToken);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async ValueTask<AtLeast> AtLeastAsync(PartitionKey key, CancellationToken cancellationToken)
    {
        if (positions.OfKey(key) is { } exact) return new(exact, core.Options.FreshnessTimeout);
        if (!positions.HasFloors) return new(0, core.Options.FreshnessTimeout);
        var partitioning = await core.GetPartitioningAsync(cancellationToken);
        return new(positions.FloorOf(partitioning.PartitionOf(key)), core.Options.FreshnessTimeout);
    }
}
