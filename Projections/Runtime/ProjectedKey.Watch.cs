using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Runtime;

/// <summary>
/// Watchers of a key. Each is a query that is asked again whenever the read model has moved, until what is selected differs from what was
/// shown. Nothing is kept between two calls, so no change can be missed: the token says what was shown, and the state says what is.
/// </summary>
internal sealed partial class ProjectedKey<TProjection, THead, TItem>
{
    private readonly WatchPlaces.Counter _watchers = new();
    private long? _lookedAt;

    /// <summary>Callers that wait for a change.</summary>
    public int WatcherCount => Volatile.Read(ref _watchers.Count);

    /// <param name="ask">One of the queries of this key.</param>
    /// <param name="selected">The part of an answer that is watched, as text; pure.</param>
    public async Task<WatchAnswer<T>> WatchAsync<T>(
        WatchRequest request, Func<AtLeast, CancellationToken, Task<T>> ask, Func<T, string> selected, CancellationToken cancellationToken)
    {
        using var place = _services.Watches.Take(TProjection.Name, _address.ToString(), _watchers);
        var longest = TimeSpan.FromMilliseconds(_services.Options.WatchWaitMaxMs);
        var wait = request.Wait < longest ? request.Wait : longest;
        var started = _services.Time.GetTimestamp();
        var atLeast = request.AtLeastOf(_partition);
        while (true)
        {
            var changed = _changed.Task; // Taken before asking: what comes while the answer is made is looked at again.
            var value = await ask(atLeast, cancellationToken);
            var token = new WatchToken([new(_partition, ShownPosition)], WatchDigest.Of(selected(value)));
            if (request.After?.Digest != token.Digest) return new(true, value, token);

            var left = wait - _services.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero) return new(false, default, token);
            if (await IsChangedAsync(changed, left, cancellationToken)) await RestAsync(cancellationToken);
            else await LookAsync(cancellationToken);
        }
    }

    /// <summary>The answer of any query that was given until now was true up to a position not after this.</summary>
    private long ShownPosition => _memory is { } memory ? Math.Max(memory.Position, memory.KnownPosition) : 0;

    private async Task<bool> IsChangedAsync(Task changed, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync(wait, _services.Time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>A key that much happens to is not looked at for each event by each who watches another part of it.</summary>
    private async Task RestAsync(CancellationToken cancellationToken)
    {
        if (_services.Options.WatchPauseMs is > 0 and var pause) await Task.Delay(TimeSpan.FromMilliseconds(pause), _services.Time, cancellationToken);
    }

    /// <summary>
    /// Who waited in vain looks into the journal, now and then: the road may be down, or bring its events to another activation of this key.
    /// </summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_lookedAt is { } before && _services.Time.GetElapsedTime(before) < TimeSpan.FromMilliseconds(_services.Options.WatchLookPeriodMs)) return;
        _lookedAt = _services.Time.GetTimestamp();
        try
        {
            await CompareAsync().WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (QueryFaults.Contains(exception))
        {
            LogNotCompared(exception, _address, ShownPosition);
        }
    }
}
