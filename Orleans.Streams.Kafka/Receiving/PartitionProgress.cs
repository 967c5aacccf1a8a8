namespace Orleans.Streams.Kafka;

/// <summary>Ownership and checkpoint of one partition.</summary>
internal sealed partial class PartitionProgress(KafkaProvider provider, PartitionCache cache, ILogger logger)
{
    /// <summary>What is not released holds the next owner up until <see cref="KafkaStreamOptions.HandOverTimeoutMs"/>.</summary>
    private const int ReleaseTryCountMax = 5;

    private readonly ILogger _logger = logger;
    private readonly CheckpointKey _key = new(provider.Options.ConsumerGroup, provider.Options.Topic, cache.Partition);
    private Task _saving = Task.CompletedTask;
    private long _savedAt;
    private long? _waitingSince;

    public long Epoch { get; private set; }

    public CheckpointPosition Saved { get; private set; } = CheckpointPosition.None;

    public bool IsFenced { get; private set; }

    /// <summary>
    /// Waits for the owner before while it lives and has not released the partition: taking it earlier would deliver again what
    /// that owner has delivered and not yet flushed.
    /// </summary>
    public async Task<bool> TryClaimAsync(CancellationToken cancellationToken)
    {
        var found = await provider.Checkpoints.ReadAsync(_key, cancellationToken);
        if (!found.Released && provider.Owners.IsAlive(found.Owner))
        {
            _waitingSince ??= provider.Time.GetTimestamp();
            if (provider.Time.GetElapsedTime(_waitingSince.Value).TotalMilliseconds < provider.Options.HandOverTimeoutMs) return false;
            LogTakenOver(cache.Partition, found.Owner, provider.Options.HandOverTimeoutMs);
        }

        if (await provider.Checkpoints.ClaimAsync(_key, provider.Owners.Self, found.Epoch, cancellationToken) is not { } claimed) return false;
        _waitingSince = null;
        Epoch = claimed.Epoch;
        Saved = claimed.Position;
        IsFenced = false;
        _savedAt = provider.Time.GetTimestamp();
        return true;
    }

    /// <summary>Starts to save in the background. False when nothing is due.</summary>
    public bool SaveIfDue()
    {
        if (!_saving.IsCompleted || cache.Delivered == Saved) return false;
        if (provider.Time.GetElapsedTime(_savedAt).TotalMilliseconds < provider.Options.CheckpointPeriodMs) return false;
        _savedAt = provider.Time.GetTimestamp();
        _saving = TrySaveAsync(release: false, CancellationToken.None);
        return true;
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await _saving;
        if (Epoch == 0 || IsFenced) return;
        for (var count = 1; !await TrySaveAsync(release: true, cancellationToken) && count < ReleaseTryCountMax; count++)
            await Task.Delay(TimeSpan.FromMilliseconds(provider.Options.BackoffMinMs), provider.Time, cancellationToken);
    }

    /// <returns>False if it has to be tried again.</returns>
    private async Task<bool> TrySaveAsync(bool release, CancellationToken cancellationToken)
    {
        var position = cache.Delivered;
        try
        {
            if (await provider.Checkpoints.SaveAsync(_key, Epoch, position, release, cancellationToken)) Saved = position;
            else IsFenced = true;
            return true;
        }
        catch (Exception exception)
        {
            // The next period tries again; until then a crash repeats more.
            LogSaveFailed(cache.Partition, position.NextOffset, position.Sequence, exception);
            return false;
        }
    }

    [LoggerMessage(70, LogLevel.Warning, "The checkpoint of partition {Partition} (offset {NextOffset}, sequence {Sequence}) was not saved; trying again")]
    private partial void LogSaveFailed(int partition, long nextOffset, long sequence, Exception exception);

    [LoggerMessage(71, LogLevel.Warning, "Took partition {Partition} from {Owner}, which lives but did not release it within HandOverTimeoutMs {HandOverTimeoutMs}")]
    private partial void LogTakenOver(int partition, string owner, int handOverTimeoutMs);
}
