using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>
/// Lets the builds of a silo work and rest together, as <see cref="BuildPace"/> says. What commands do is seen in the journal, whichever silo
/// carries them out: how many events it holds when builds begin to work, when the last has paused, and when they have rested.
/// </summary>
internal sealed class BuildThrottle : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _life = new();
    private readonly CancellationToken _end;
    private readonly ProjectionOptions _options;
    private readonly Func<CancellationToken, Task<long>> _countEvents;
    private readonly TimeProvider _time;
    private readonly TimeSpan _slice;
    private BuildPace _pace;
    private TaskCompletionSource? _closed = NewSignal(); // Null while builds may work.
    private bool _isLooking;
    private int _working;
    private long _opened;
    private long _left;
    private long? _count;

    /// <param name="countEvents">How many events the journal holds.</param>
    public BuildThrottle(ProjectionOptions options, Func<CancellationToken, Task<long>> countEvents, TimeProvider time)
    {
        _options = options;
        _countEvents = countEvents;
        _time = time;
        _end = _life.Token;
        _slice = TimeSpan.FromMilliseconds(options.BuildSliceMs);
        _pace = NewPace();
    }

    /// <summary>Of the time, that builds may work now.</summary>
    public double Share
    {
        get { lock (_lock) return _pace.Share; }
    }

    /// <summary>Does a step of a build, when builds may work. Steps are short, and none waits for another.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> step, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            return await step();
        }
        finally
        {
            Leave();
        }
    }

    public void Dispose()
    {
        _life.Cancel();
        _life.Dispose();
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                if (_closed is null && _time.GetElapsedTime(_opened) >= _slice) EndSlice();
                if (_closed is null)
                {
                    _working++;
                    return;
                }

                opened = _closed.Task;
                if (_working == 0 && !_isLooking) Begin(() => RestAsync(worked: false));
            }

            await opened.WaitAsync(cancellationToken);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _left = _time.GetTimestamp();
            if (--_working == 0 && _closed is not null && !_isLooking) Begin(() => RestAsync(worked: true));
        }
    }

    private void EndSlice()
    {
        if (_isLooking) return;
        if (_working == 0 && _time.GetElapsedTime(_left) > BuildPace.Memory)
        {
            _pace = NewPace(); // Nothing was built for a while: what was seen then is worth nothing.
            _closed = NewSignal();
        }
        else if (_pace.IsQuiet)
        {
            Begin(LookAsync);
        }
        else
        {
            _closed = NewSignal();
            if (_working == 0) Begin(() => RestAsync(worked: true));
        }
    }

    /// <summary>On the thread pool: the grain that happens to begin it may be gone before it ends.</summary>
    private void Begin(Func<Task> looking)
    {
        _isLooking = true;
        _ = Task.Run(looking, CancellationToken.None);
    }

    /// <summary>While no commands come, nobody rests.</summary>
    private async Task LookAsync()
    {
        await LookOnceAsync(_pace.Worked);
        lock (_lock) _isLooking = false;
    }

    /// <summary>All have paused: whatever is committed now is committed without them.</summary>
    private async Task RestAsync(bool worked)
    {
        var from = _opened;
        if (worked) await LookOnceAsync(_pace.Worked);
        else await LookOnceAsync(static (_, _) => { });
        var rest = worked ? _pace.RestAfter(_time.GetElapsedTime(from, _opened)) : _slice;
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, _time, _end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await LookOnceAsync(_pace.Rested);
        }

        lock (_lock)
        {
            _isLooking = false;
            _closed?.TrySetResult();
            _closed = null;
        }
    }

    /// <summary>Tells what was committed since the last look; a journal that does not answer tells nothing, and the builds themselves meet it.</summary>
    private async Task LookOnceAsync(Action<TimeSpan, long> tell)
    {
        long? count = null;
        try
        {
            count = await _countEvents(_end);
        }
        catch (Exception)
        {
            // Not known.
        }

        lock (_lock)
        {
            var now = _time.GetTimestamp();
            if (count is { } after && _count is { } before) tell(_time.GetElapsedTime(_opened, now), after - before);
            (_opened, _count) = (now, count);
        }
    }

    private BuildPace NewPace() => new(_options.BuildCommandLossMax, _options.BuildShareMin, _options.BuildShareMax);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
