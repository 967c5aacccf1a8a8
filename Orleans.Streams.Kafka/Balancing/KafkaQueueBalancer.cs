namespace Orleans.Streams.Kafka;

/// <summary>
/// Shares the partitions out among the silos that consume: not among those that only publish, and not, as Orleans' own balancers do,
/// among silos that do not have the provider at all.
/// </summary>
internal sealed partial class KafkaQueueBalancer : QueueBalancerBase, IStreamQueueBalancer
{
    private readonly ILogger _logger;
    private readonly string _provider;
    private readonly IClusterManifestProvider _manifests;
    private readonly ConsumingSilos _consumers;
    private readonly Lock _gate = new();
    private QueueId[] _queues = [];
    private volatile QueueId[] _mine = [];
    private Task _listening = Task.CompletedTask;

    public KafkaQueueBalancer(IServiceProvider services, KafkaProvider provider, IClusterManifestProvider manifests)
        : base(services, provider.LoggerOf("Balancer"))
    {
        _logger = Logger;
        _provider = provider.Name;
        _manifests = manifests;
        _consumers = provider.Consumers;
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
        lock (_gate)
        {
            var silos = ConsumingMark.SilosWith(_provider, _manifests.Current);
            _consumers.Count = silos.Count;
            var spread = QueueSpread.Of(_queues.Length, silos);
            QueueId[] mine = [.. _queues.Where((_, partition) => spread.Length > 0 && spread[partition].Equals(SiloAddress))];
            if (mine.AsSpan().SequenceEqual(_mine)) return;
            _mine = mine;
            LogShared(mine.Length, _queues.Length, silos.Count);
        }

        _ = NotifyListeners();
    }

    [LoggerMessage(100, LogLevel.Information, "This silo reads {Mine} of {Count} partitions; {Silos} silos read")]
    private partial void LogShared(int mine, int count, int silos);
}
