using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Reactors;

/// <summary>Keeps the reactors of all partitions awake from every silo that has any, and knows how they are.</summary>
public sealed partial class ReactorSupervisor : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly IReactorStore _store;
    private readonly bool _isEnabled;
    private readonly ILogger _logger;
    private readonly PartitionWatch<ReactorHealth> _watch;

    public ReactorSupervisor(
        IGrainFactory grains, Partitioning partitioning, IReactorStore store, IOptions<ReactorOptions> options, TimeProvider time, ILogger<ReactorSupervisor> logger)
    {
        _store = store;
        _isEnabled = options.Value.Enabled;
        _logger = logger;
        _watch = new(partitioning.PartitionCount, options.Value.PingIntervalMs,
            (partition, token) => grains.GetGrain<IReactorGrain>(partition).PingAsync(token), LogNoAnswer, time);
    }

    /// <summary>The newest answer of each partition's reactors; null for those that did not answer the last time.</summary>
    public IReadOnlyList<ReactorHealth?> Health => _isEnabled ? _watch.Health : [];

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ReactorSupervisor), ServiceLifecycleStage.RuntimeInitialize, _store.InitializeAsync);
        if (_isEnabled) lifecycle.Subscribe(nameof(ReactorSupervisor), ServiceLifecycleStage.Active, _watch.StartAsync, _watch.StopAsync);
    }

    public void Dispose() => _watch.Dispose();

    [LoggerMessage(1251, LogLevel.Warning, "The reactors of partition {Partition} do not answer.")]
    private partial void LogNoAnswer(Exception exception, int partition);
}
