using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>
/// One partition for one pulling agent: claims it, reads it, puts it in order, and keeps its checkpoint. A pull waits for data instead
/// of being asked again and again. Faults are retried here; the agent only ever sees records.
/// </summary>
internal sealed partial class PartitionReceiver : IQueueAdapterReceiver
{
    private readonly KafkaProvider _provider;
    private readonly KafkaStreamOptions _options;
    private readonly PartitionCache _cache;
    private readonly PartitionIntake _intake;
    private readonly PartitionProgress _progress;
    private readonly ILogger _logger;
    private PartitionFeed? _feed;
    private long _lastDataAt;
    private int _failures;
    private volatile string? _problem;
    private volatile bool _isTaking;

    public PartitionReceiver(KafkaProvider provider, PartitionCache cache)
    {
        _provider = provider;
        _options = provider.Options;
        _cache = cache;
        _logger = provider.LoggerOf("Receiver");
        _intake = new PartitionIntake(provider, cache);
        _progress = new PartitionProgress(provider, cache, _logger);
        provider.Register(this);
    }

    public int Partition => _cache.Partition;

    /// <summary>What was taken and is not yet delivered; what is just being taken counts as one.</summary>
    public int Undelivered => _isTaking ? _cache.Undelivered + 1 : _cache.Undelivered;

    public KafkaPartitionStatus Status => new()
    {
        Partition = Partition,
        Epoch = _progress.Epoch,
        LastOffset = _intake.NextOffset - 1,
        LastSequence = Math.Max(0, _intake.LastSequence),
        Delivered = _cache.Delivered,
        Saved = _progress.Saved,
        Undelivered = _cache.Undelivered,
        OldestUndelivered = _cache.OldestAge,
        DeadLettered = _intake.DeadLettered,
        Backfilled = _intake.Backfilled,
        DuplicatesDropped = _intake.DuplicatesDropped,
        Lost = _intake.Lost,
        Problem = _problem,
    };

    /// <summary>The first pull starts the partition, and later ones try again: nothing can fail here.</summary>
    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        try
        {
            var pulled = await PullAsync(maxCount, cancellationToken);
            if (pulled.Count > 0) _failures = 0;
            return pulled;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception exception)
        {
            _problem = exception.Message;
            LogPullFailed(Partition, exception);
            await BackOffAsync(cancellationToken);

            // What was taken before the failure is in the cache, and the agent must hear of it.
            return _cache.TakeOffers();
        }
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    /// <summary>The agent delivers nothing more: flush the progress, give the partition up for the next owner.</summary>
    public async Task Shutdown(TimeSpan timeout)
    {
        try
        {
            await CloseAsync().WaitAsync(timeout, _provider.Time);
        }
        catch (Exception exception)
        {
            LogCloseFailed(Partition, exception);
        }
        finally
        {
            _provider.Unregister(this);
        }
    }

    private async Task CloseAsync()
    {
        // Whoever comes after us would deliver once more what a consumer is still busy with.
        await _cache.CloseAsync();
        if (_feed is { } feed)
        {
            _feed = null;
            if (_cache.Delivered.NextOffset >= 0) _provider.Hub.StoreOffset(feed, _cache.Delivered.NextOffset);
            await _provider.Hub.UnassignAsync(feed);
        }

        await _progress.ReleaseAsync(CancellationToken.None);
    }

    private async Task<List<IBatchContainer>> PullAsync(int maxCount, CancellationToken cancellationToken)
    {
        if (_feed is null && !await StartAsync(cancellationToken)) return [];
        if (_feed is not { } feed) return [];

        _cache.Sweep();
        if (!await SaveProgressAsync(feed)) return [];

        await TakeAsync(feed, maxCount, cancellationToken);
        var offers = _cache.TakeOffers();
        if (offers.Count > 0) return offers;

        // All that was taken is for others: there is nothing to wait for.
        if (feed.HasRecords && _cache.HasRoom && !_provider.IsLeaving(Partition)) return [];

        await WaitAsync(cancellationToken);
        await TakeAsync(feed, maxCount, cancellationToken);
        return _cache.TakeOffers();
    }

    private async Task TakeAsync(PartitionFeed feed, int maxCount, CancellationToken cancellationToken)
    {
        _isTaking = true; // Before it is asked: whoever waits for the last delivery either sees this, or is seen here.
        try
        {
            if (_provider.IsLeaving(Partition)) return;
            if (!_cache.HasRoom) _cache.TrySpill();
            var taken = await _intake.TakeAsync(feed, maxCount, cancellationToken);
            if (taken == 0) return;
            _lastDataAt = _provider.Time.GetTimestamp();
            _problem = null;
        }
        finally
        {
            _isTaking = false;
        }
    }

    /// <summary>Until there is data, room, something read again, an end, or something due.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var isFull = !_cache.HasRoom;
        var due = Math.Min(_options.PullWaitMs, Math.Min(_options.CheckpointPeriodMs, _options.BackfillIdleMs));
        var isSet = await _cache.Signal.WaitAsync(TimeSpan.FromMilliseconds(due), isFull, cancellationToken);
        if (isSet || isFull || _provider.IsLeaving(Partition)) return;
        if (_provider.Time.GetElapsedTime(_lastDataAt).TotalMilliseconds < _options.BackfillIdleMs) return;

        // Idle: perhaps Kafka has lost what the source still has.
        await _intake.CompareWithSourceAsync(cancellationToken);
        _lastDataAt = _provider.Time.GetTimestamp();
    }

    private async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        if (_provider.IsLeaving(Partition) || !await _provider.Topics.WaitAsync(TimeSpan.FromMilliseconds(_options.PullWaitMs), cancellationToken)) return false;
        if (!await _progress.TryClaimAsync(cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_options.BackoffMinMs), _provider.Time, cancellationToken);
            return false;
        }

        var start = await _intake.StartAsync(_progress.Saved, cancellationToken);
        _feed = _provider.Hub.Assign(Partition, start, _cache.Signal);
        _lastDataAt = _provider.Time.GetTimestamp();
        _problem = null;
        LogStarted(Partition, start.ToString(), _intake.LastSequence, _progress.Epoch);
        return true;
    }

    /// <summary>False: another owner has the partition now.</summary>
    private async Task<bool> SaveProgressAsync(PartitionFeed feed)
    {
        if (!_progress.IsFenced)
        {
            if (_progress.SaveIfDue() && _cache.Delivered.NextOffset >= 0) _provider.Hub.StoreOffset(feed, _cache.Delivered.NextOffset);
            return true;
        }

        LogFenced(Partition, _progress.Epoch);
        _problem = "Another silo has claimed the partition.";
        _feed = null;
        await _provider.Hub.UnassignAsync(feed);
        return false;
    }

    private async Task BackOffAsync(CancellationToken cancellationToken)
    {
        var delay = Math.Min((double)_options.BackoffMaxMs, _options.BackoffMinMs * Math.Pow(2, Math.Min(_failures++, 20)));
        await Task.Delay(TimeSpan.FromMilliseconds(delay), _provider.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [LoggerMessage(60, LogLevel.Information, "Reading partition {Partition} from {Start}, after sequence {LastSequence}, with epoch {Epoch}")]
    private partial void LogStarted(int partition, string start, long lastSequence, long epoch);

    [LoggerMessage(61, LogLevel.Warning, "Partition {Partition} could not be read; it will be tried again")]
    private partial void LogPullFailed(int partition, Exception exception);

    [LoggerMessage(62, LogLevel.Warning, "Partition {Partition} was claimed by another silo; epoch {Epoch} is over")]
    private partial void LogFenced(int partition, long epoch);

    [LoggerMessage(63, LogLevel.Warning, "Partition {Partition} could not be given up in order; its last deliveries may be repeated")]
    private partial void LogCloseFailed(int partition, Exception exception);
}
