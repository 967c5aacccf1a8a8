namespace CommandProcessor.Silo.Monitoring;

/// <summary>Remembers when each partition was last seen to move, and says which stand still although there is work.</summary>
internal sealed class ProgressWatch(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (long Read, long SeenAt)> _seen = [];

    /// <summary>Those of which nothing has been read for at least so long, and for all of it there was something to read.</summary>
    public IReadOnlyList<PartitionLag> FindStalled(IReadOnlyList<PartitionLag> lags, TimeSpan atLeast)
    {
        lock (_gate) return [.. lags.Where(lag => IsStalled(lag, atLeast))];
    }

    private bool IsStalled(PartitionLag lag, TimeSpan atLeast)
    {
        if (lag.Unread > 0 && _seen.TryGetValue(lag.Partition, out var seen) && seen.Read == lag.Read) return time.GetElapsedTime(seen.SeenAt) >= atLeast;
        if (lag.Unread == 0) _seen.Remove(lag.Partition);
        else _seen[lag.Partition] = (lag.Read, time.GetTimestamp());
        return false;
    }
}
