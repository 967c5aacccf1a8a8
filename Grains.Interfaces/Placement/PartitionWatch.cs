namespace CommandProcessor.Grains.Interfaces.Placement;

/// <summary>
/// Asks a grain of every partition how it is, again and again, as long as the silo runs; being asked wakes it. One that does not answer is
/// logged and asked again after the interval.
/// </summary>
public sealed class PartitionWatch<THealth>(
    int partitionCount, int intervalMs, Func<int, CancellationToken, Task<THealth>> pingAsync, Action<Exception, int> logNoAnswer, TimeProvider time)
    : IDisposable
    where THealth : class
{
    private readonly CancellationTokenSource _stop = new();
    private readonly THealth?[] _health = new THealth?[partitionCount];
    private Task _watching = Task.CompletedTask;

    /// <summary>The newest answer of each partition; null for one that did not answer the last time.</summary>
    public IReadOnlyList<THealth?> Health => _health;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var watches = new Task[partitionCount];
        for (var partition = 0; partition < watches.Length; partition++) watches[partition] = WatchAsync(partition, _stop.Token);
        _watching = Task.WhenAll(watches);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _watching;
    }

    public void Dispose() => _stop.Dispose();

    private async Task WatchAsync(int partition, CancellationToken stoppingToken)
    {
        var interval = TimeSpan.FromMilliseconds(intervalMs);
        try
        {
            // Staggered: the first round wakes all at once, the later ones are spread over the interval.
            await PingAsync(partition, stoppingToken);
            await Task.Delay(interval * (partition + 1) / partitionCount, time, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await PingAsync(partition, stoppingToken);
                await Task.Delay(interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task PingAsync(int partition, CancellationToken stoppingToken)
    {
        try
        {
            _health[partition] = await pingAsync(partition, stoppingToken);
        }
        catch (Exception exception)
        {
            // Whatever keeps it from answering, it is asked again after the interval.
            _health[partition] = null;
            if (!stoppingToken.IsCancellationRequested) logNoAnswer(exception, partition);
        }
    }
}
