namespace CommandProcessor.Silo.Monitoring;

/// <summary>Remembers when each view was last seen to move in each partition, and says where one stands still although there is work.</summary>
internal sealed class ProgressWatch(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string View, int Partition), (long Position, long SeenAt)> _seen = [];

    /// <summary>Those that have not moved for at least so long, and for all of it there was something to move to.</summary>
    public IReadOnlyList<ViewPartitionLag> FindStalled(IEnumerable<ViewPartitionLag> lags, TimeSpan atLeast)
    {
        lock (_gate) return [.. lags.Where(lag => IsStalled(lag, atLeast))];
    }

    private bool IsStalled(ViewPartitionLag lag, TimeSpan atLeast)
    {
        var place = (lag.View, lag.Partition);
        if (lag.Unread > 0 && _seen.TryGetValue(place, out var seen) && seen.Position == lag.Position) return time.GetElapsedTime(seen.SeenAt) >= atLeast;
        if (lag.Unread == 0) _seen.Remove(place);
        else _seen[place] = (lag.Position, time.GetTimestamp());
        return false;
    }
}
