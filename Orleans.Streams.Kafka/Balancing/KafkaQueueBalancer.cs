using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;

namespace Orleans.Streams.Kafka;

/// <summary>
/// Shares the partitions out among the silos that consume: not among those that only publish, and not, as Orleans' own balancers do,
/// among silos that do not have the provider at all. A partition that this silo loses is kept until what it took is delivered:
/// an agent that is told to give it up would leave the records of slow consumers to the next owner, and with them all that others
/// have had after them.
/// </summary>
internal sealed partial class KafkaQueueBalancer : QueueBalancerBase, IStreamQueueBalancer
{
    private readonly ILogger _logger;
    private readonly KafkaProvider _provider;
    private readonly IClusterManifestProvider _manifests;
    private readonly ISiloStatusOracle _statuses;
    private readonly Lock _gate = new();
    private QueueId[] _queues = [];
    private QueueId[] _share = [];
    private volatile QueueId[] _mine = [];
    private Task _listening = Task.CompletedTask;
    private bool _knowsCluster;

    public KafkaQueueBalancer(IServiceProvider services, KafkaProvider provider, IClusterManifestProvider manifests)
        : base(services, provider.LoggerOf("Balancer"))
    {
        _logger = Logger;
        _provider = provider;
        _manifests = manifests;
        _statuses = services.GetRequiredService<ISiloStatusOracle>();
    }

    public override async Task Initialize(IStreamQueueMapper queueMapper)
    {
        _queues = [.. queueMapper.GetAllQueues()];
        await base.Initialize(queueMapper);
        _listening = Task.Run(ListenForManifestsAsync);
    }

    public override IEnumerable<QueueId> GetMyQueues() => _mine;

    public override async Task Shutdown()
    {
        await base.Shutdown();
        await _listening;
    }

    protected override void OnClusterMembershipChange(HashSet<SiloAddress> activeSilos) => Share();

    private async Task ListenForManifestsAsync()
    {
        try
        {
            await foreach (var _ in _manifests.Updates.WithCancellation(Cancellation)) Share();
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private void Share()
    {
        QueueId[] lost;
        lock (_gate)
        {
            var manifest = _manifests.Current;
            _knowsCluster = _knowsCluster || KnowsCluster(manifest);
            if (!_knowsCluster) return;
            var silos = ConsumingMark.SilosWith(_provider.Name, manifest);
            _provider.Consumers.Count = silos.Count;
            var spread = QueueSpread.Of(_queues.Length, silos);
            QueueId[] share = [.. _queues.Where((_, partition) => spread.Length > 0 && spread[partition].Equals(SiloAddress))];
            if (share.AsSpan().SequenceEqual(_share)) return;
            lost = [.. _mine.Except(share)];
            _share = share;
            _mine = [.. _mine.Union(share)];
            foreach (var queue in share) _provider.Keep(KafkaQueueMapper.PartitionOf(queue));
            foreach (var queue in lost) _provider.Leave(KafkaQueueMapper.PartitionOf(queue));
            LogShared(share.Length, _queues.Length, silos.Count);
        }

        _ = NotifyListeners();
        if (lost.Length > 0) _ = GiveUpAsync(lost);
    }

    /// <summary>
    /// A silo that has just joined knows its own grain classes at first. What others alone consume it would read, find wanted by nobody, and pass over: so
    /// it reads nothing before it has heard of all.
    /// </summary>
    private bool KnowsCluster(ClusterManifest manifest) => _statuses.GetApproximateSiloStatuses(onlyActive: true).Keys.All(manifest.Silos.ContainsKey);

    private async Task GiveUpAsync(QueueId[] lost)
    {
        await Task.WhenAll(lost.Select(queue => _provider.DrainAsync(KafkaQueueMapper.PartitionOf(queue), Cancellation)));

        // It may have been given back meanwhile.
        lock (_gate) _mine = [.. _mine.Where(queue => _share.Contains(queue) || !lost.Contains(queue))];
        await NotifyListeners();
    }

    [LoggerMessage(100, LogLevel.Information, "This silo reads {Mine} of {Count} partitions; {Silos} silos read")]
    private partial void LogShared(int mine, int count, int silos);
}
