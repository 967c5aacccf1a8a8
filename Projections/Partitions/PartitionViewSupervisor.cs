using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// Keeps the views over everybody awake: those of a partition from the silo that the partition prefers, so that a crash is repaired as soon
/// as the cluster has noticed it, without waiting for a query.
/// </summary>
public sealed partial class PartitionViewSupervisor : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ProjectionDescription[] _views;
    private readonly IGrainFactory _grains;
    private readonly PreferredSilos _preferred;
    private readonly ILocalSiloDetails _silo;
    private readonly ILogger _logger;
    private readonly PartitionWatch<ViewHealth[]> _watch;

    public PartitionViewSupervisor(
        IEnumerable<ProjectionDescription> projections,
        IGrainFactory grains,
        PreferredSilos preferred,
        ILocalSiloDetails silo,
        Partitioning partitioning,
        IOptions<ProjectionOptions> options,
        TimeProvider time,
        ILogger<PartitionViewSupervisor> logger)
    {
        _views = [.. projections.Where(projection => projection.IsOverAll)];
        _grains = grains;
        _preferred = preferred;
        _silo = silo;
        _logger = logger;
        _watch = new(partitioning.PartitionCount, options.Value.ViewPingIntervalMs, PingAsync, LogNoAnswer, time);
    }

    /// <summary>What keeps views from moving in the partitions that prefer this silo, as they said when they were last asked.</summary>
    public IEnumerable<(string View, int Partition, string Fault)> Faults =>
        from partition in _watch.Health.Index()
        from view in (partition.Item ?? []).Zip(_views)
        where view.First.Fault is not null
        select (view.Second.Name, partition.Index, view.First.Fault!); // Looked at just now.

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(PartitionViewSupervisor), ServiceLifecycleStage.Active, _watch.StartAsync, _watch.StopAsync);

    public void Dispose() => _watch.Dispose();

    private Task<ViewHealth[]> PingAsync(int partition, CancellationToken cancellationToken) =>
        _silo.SiloAddress.Equals(_preferred.Of(partition, SiloRole.Read))
            ? Task.WhenAll(_views.Select(view => _grains.GetGrain<IPartitionViewGrain>(view.GrainOf(partition)).PingAsync(cancellationToken)))
            : Task.FromResult<ViewHealth[]>([]);

    [LoggerMessage(EventId = 3501, Level = LogLevel.Warning, Message = "A view of partition {Partition} does not answer.")]
    private partial void LogNoAnswer(Exception exception, int partition);
}
