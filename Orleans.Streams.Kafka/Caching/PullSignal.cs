namespace Orleans.Streams.Kafka;

/// <summary>Wakes the one pull that waits for something to do. Set from any thread; set twice is set once.</summary>
internal sealed class PullSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);
    private int _isSet;
    private volatile bool _waitsForRoom;

    public void Set()
    {
        if (Interlocked.Exchange(ref _isSet, 1) == 0) _semaphore.Release();
    }

    public void SetIfWaitingForRoom()
    {
        if (_waitsForRoom) Set();
    }

    /// <summary>True when set; false when the time is over.</summary>
    public async Task<bool> WaitAsync(TimeSpan timeout, bool forRoom, CancellationToken cancellationToken)
    {
        _waitsForRoom = forRoom;
        try
        {
            var isSet = await _semaphore.WaitAsync(timeout, cancellationToken);
            if (isSet) Volatile.Write(ref _isSet, 0);
            return isSet;
        }
        finally
        {
            _waitsForRoom = false;
        }
    }

    public void Dispose() => _semaphore.Dispose();
}
