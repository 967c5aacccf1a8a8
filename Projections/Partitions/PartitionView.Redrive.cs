using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Whoever wants the partition folded anew waits for a while and asks again, for that takes as long as the partition is. Which fold was shown when it was
/// asked for first tells whether it is done, also to an activation that knows nothing of it.
/// </summary>
internal sealed partial class PartitionView<TModel>
{
    private Task<IReadOnlyList<ParkedReadModel>>? _redriving;
    private HashSet<PartitionKey> _parkedBefore = [];
    private long? _redriven;

    /// <param name="since">The generation of the answer before, of the fold that is to be replaced; null for whatever is shown.</param>
    /// <param name="onlyParked">Does nothing if no key waits.</param>
    /// <exception cref="QueryRetryException">It is not loaded yet, or ends or moves before it is folded anew. Ask again.</exception>
    public async Task<RedriveStanding> RedriveAsync(long? since, bool onlyParked, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromMilliseconds(Options.RedriveWaitMs);
        var started = _services.Time.GetTimestamp();
        while (_fold is null || _shown != _fold)
        {
            var left = wait - _services.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero) throw new QueryRetryException($"{_address} is not loaded within {Options.RedriveWaitMs} ms. {Fault}".TrimEnd());
            await _changed.Task.WaitAsync(left, _services.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (since is { } before && before != _generation) return Done(before == _redriven ? CountFreed() : null);
        if (since is null && onlyParked && _parked.Count == 0) return Done(freed: 0);
        var generation = _generation;
        var redriving = FoldAnewAsync(generation);
        await ((Task)redriving).WaitAsync(wait, _services.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested();
        if (!redriving.IsCompleted) return new(generation, IsDone: false, _parkedBefore.Count, Freed: null, []);
        await redriving;
        return Done(CountFreed());
    }

    private Task<IReadOnlyList<ParkedReadModel>> FoldAnewAsync(long generation)
    {
        if (_redriving is { IsCompleted: false }) return _redriving;
        (_parkedBefore, _redriven) = ([.. _parked.Keys], generation);
        return _redriving = RefoldAsync(CancellationToken.None);
    }

    /// <summary>Keys that waited before and do so no more.</summary>
    private int CountFreed() => _parkedBefore.Count(key => !_parked.ContainsKey(key));

    private RedriveStanding Done(int? freed) => new(_generation, IsDone: true, _parked.Count, freed, [.. DescribeParked()]);
}
