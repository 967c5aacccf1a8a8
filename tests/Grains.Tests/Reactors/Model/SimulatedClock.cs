namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>A clock that stands still until it is told to move. A jump fires each timer that it passes once, like a machine that slept. One thread only.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<Timer, (DateTimeOffset At, long Number)> _timers = new();
    private long _count;

    public DateTimeOffset Now { get; private set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        Now += time;
        while (_timers.TryPeek(out var timer, out var due) && due.At <= Now)
        {
            _timers.Dequeue();
            timer.FireIfDue(due.Number);
        }
    }

    /// <summary>Jumps to the next timer.</summary>
    public void AdvanceToNext()
    {
        if (!_timers.TryPeek(out _, out var due)) throw new InvalidOperationException("Nothing waits for the clock.");
        Advance(due.At > Now ? due.At - Now : TimeSpan.Zero);
    }

    private sealed class Timer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long _number;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero) throw new NotSupportedException("A timer fires once.");
            _number = 0;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            _number = ++clock._count;
            clock._timers.Enqueue(this, (clock.Now + dueTime, _number));
            return true;
        }

        public void FireIfDue(long number)
        {
            if (number != _number) return;
            _number = 0;
            callback(state);
        }

        public void Dispose() => _number = 0;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
