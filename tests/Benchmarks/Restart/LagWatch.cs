namespace CommandProcessor.Benchmarks.Restart;

/// <summary>
/// How old the newest moment is of which the stored read models show all that had been answered: ten times a second, what was answered is
/// noted, and what is stored is compared with the notes.
/// </summary>
internal sealed class LagWatch(StoredReadModels stored, AnswerLog answers, TimeProvider time)
{
    /// <summary>What counts as no more behind than usual.</summary>
    public static readonly TimeSpan Allowed = TimeSpan.FromSeconds(1);

    /// <summary>How long it must stay so. Longer than <see cref="Allowed"/>: while little is answered nothing can be behind.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Queue<(long At, long[] Newest)> _notes = new();
    private readonly Lock _gate = new();
    private long _shown = time.GetTimestamp();
    private long? _withinSince;
    private TimeSpan _longest;
    private Backlog? _backlog;

    /// <summary>The longest lag since it was last asked.</summary>
    public TimeSpan TakeLongest()
    {
        lock (_gate)
        {
            var longest = _longest;
            _longest = TimeSpan.Zero;
            return longest;
        }
    }

    /// <summary>Completes with the time at which the stored read models had reached these positions.</summary>
    public Task<long> WhenStoredAsync(long[] positions)
    {
        var backlog = new Backlog(positions, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate) _backlog = backlog;
        return backlog.Reached.Task;
    }

    /// <summary>From now on: since when the lag has been within what is allowed.</summary>
    public void Restart()
    {
        lock (_gate) _withinSince = null;
    }

    /// <summary>When the lag came within what is allowed, if it has stayed there long enough; else null.</summary>
    public long? SettledSince()
    {
        lock (_gate) return _withinSince is { } since && time.GetElapsedTime(since) >= Settled ? since : null;
    }

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                _notes.Enqueue((time.GetTimestamp(), answers.NewestByCustomer()));
                Compare(await stored.PositionsAsync(stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The benchmark is over.
        }
    }

    private void Compare(long[] positions)
    {
        while (_notes.TryPeek(out var note) && StoredReadModels.Covers(positions, note.Newest)) _shown = _notes.Dequeue().At;
        var now = time.GetTimestamp();
        var lag = time.GetElapsedTime(_shown, now);
        lock (_gate)
        {
            if (lag > _longest) _longest = lag;
            if (lag > Allowed) _withinSince = null;
            else _withinSince ??= now;
            if (_backlog is { } backlog && StoredReadModels.Covers(positions, backlog.Positions)) backlog.Reached.TrySetResult(now);
        }
    }

    private sealed record Backlog(long[] Positions, TaskCompletionSource<long> Reached);
}
