namespace CommandProcessor.Grains.Reactors.Runtime;

/// <summary>
/// Ends commands that are not answered in time, with one timer for all of them: whoever sends one takes the newest token, and each quarter of the
/// time-out the oldest is cancelled and a new one begun. Thread-safe.
/// </summary>
internal sealed class StepDeadlines(int timeoutMs, TimeProvider time) : IDisposable
{
    private const int OlderCountMax = 4;

    private readonly Lock _gate = new();
    private readonly Queue<CancellationTokenSource> _older = new();
    private readonly TimeSpan _quarter = TimeSpan.FromMilliseconds(timeoutMs / (double)OlderCountMax);
    private CancellationTokenSource _newest = new();
    private bool _isEnded;

    /// <summary>A command that began with the token of the moment has this long at least, and a third more at most.</summary>
    public TimeSpan Shortest => (OlderCountMax - 1) * _quarter;

    /// <summary>For a command that begins now.</summary>
    public CancellationToken Token => Volatile.Read(ref _newest).Token;

    /// <summary>Until it is stopped; what has begun then has no deadline any more but <see cref="End"/>.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(_quarter, time, stoppingToken);
            Turn();
        }
    }

    /// <summary>Cancels everything that was begun, and whatever is begun from now on.</summary>
    public void End()
    {
        List<CancellationTokenSource> all;
        lock (_gate)
        {
            _isEnded = true;
            all = [.. _older, _newest];
        }

        foreach (var deadline in all) deadline.Cancel();
    }

    public void Dispose()
    {
        End();
        _newest.Dispose();
    }

    private void Turn()
    {
        CancellationTokenSource? oldest = null;
        lock (_gate)
        {
            if (_isEnded) return;
            _older.Enqueue(_newest);
            Volatile.Write(ref _newest, new());
            if (_older.Count == OlderCountMax) oldest = _older.Dequeue();
        }

        oldest?.Cancel(); // Here and now: what comes of it is short, and tests say by their scheduler who goes next.
    }
}
