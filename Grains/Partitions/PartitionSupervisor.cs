using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Grains.Partitions;

/// <summary>Keeps all partitions awake from every silo, so that a crash is repaired without waiting for a command, and knows how they are.</summary>
public sealed partial class PartitionSupervisor : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ILogger _logger;
    private readonly PartitionWatch<PartitionHealth> _watch;

    public PartitionSupervisor(
        IGrainFactory grains, Partitioning partitioning, IOptions<PartitionOptions> options, TimeProvider time, ILogger<PartitionSupervisor> logger)
    {
        _logger = logger;
        _watch = new(partitioning.PartitionCount, options.Value.PingIntervalMs,
            (partition, token) => grains.GetGrain<IPartitionGrain>(partition).PingAsync(token), LogNoAnswer, time);
    }

    /// <summary>The newest answer of each partition; null for one that did not answer the last time.</summary>
    public IReadOnlyList<PartitionHealth?> Health => _watch.Health;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(PartitionSupervisor), ServiceLifecycleStage.Active, _watch.StartAsync, _watch.StopAsync);

    public void Dispose() => _watch.Dispose();

    [LoggerMessage(1131, LogLevel.Warning, "Partition {Partition} does not answer.")]
    private partial void LogNoAnswer(Exception exception, int partition);
}
