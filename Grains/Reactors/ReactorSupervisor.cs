using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Reactors;

/// <summary>Keeps the reactors of all partitions awake from every silo that has any, and knows how they are.</summary>
public sealed partial class ReactorSupervisor(
    IGrainFactory grains, Partitioning partitioning, IReactorStore store, IOptions<ReactorOptions> options, TimeProvider time, ILogger<ReactorSupervisor> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ReactorHealth?[] _health = new ReactorHealth?[partitioning.PartitionCount];
    private Task _watching = Task.CompletedTask;

    /// <summary>The newest answer of each partition's reactors; null for those that did not answer the last time.</summary>
    public IReadOnlyList<ReactorHealth?> Health => options.Value.Enabled ? _health : [];

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ReactorSupervisor), ServiceLifecycleStage.RuntimeInitialize, store.InitializeAsync);
        if (options.Value.Enabled) lifecycle.Subscribe(nameof(ReactorSupervisor), ServiceLifecycleStage.Active, StartAsync, StopAsync);
    }

    public void Dispose() => _stop.Dispose();

    private Task StartAsync(CancellationToken cancellationToken)
    {
        var watches = new Task[partitioning.PartitionCount];
        for (var partition = 0; partition < watches.Length; partition++) watches[partition] = WatchAsync(partition, _stop.Token);
        _watching = Task.WhenAll(watches);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _watching;
    }

    private async Task WatchAsync(int partition, CancellationToken stoppingToken)
    {
        var interval = TimeSpan.FromMilliseconds(options.Value.PingIntervalMs);
        try
        {
            // Staggered: the first round wakes all at once, the later ones are spread over the interval.
            await PingAsync(partition, stoppingToken);
            await Task.Delay(interval * (partition + 1) / partitioning.PartitionCount, time, stoppingToken);
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
            _health[partition] = await grains.GetGrain<IReactorGrain>(partition).PingAsync(stoppingToken);
        }
        catch (Exception exception)
        {
            // Whatever keeps them from answering, they are asked again after the interval.
            _health[partition] = null;
            if (stoppingToken.IsCancellationRequested) return;
            LogNoAnswer(exception, partition);
        }
    }

    [LoggerMessage(1251, LogLevel.Warning, "The reactors of partition {Partition} do not answer.")]
    private partial void LogNoAnswer(Exception exception, int partition);
}
