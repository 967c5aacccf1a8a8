using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Silo.Replay;

/// <summary>Counts and times a replay; safe for all its callers at once.</summary>
/// <param name="heads">Where each partition stood before: what was answered from there or before was there already.</param>
internal sealed class ReplayMeter(long orderCount, IReadOnlyList<long> heads, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long _commands;
    private long _ordersDone;
    private long _newOrders;
    private long _newEvents;
    private long _refusals;
    private long _behind;

    public long OrderCount => orderCount;

    public LatencyHistogram Acknowledged { get; } = new();

    /// <summary>From an answer until a query showed what it had changed.</summary>
    public LatencyHistogram Visible { get; } = new();

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public long OrdersDone => Interlocked.Read(ref _ordersDone);

    /// <summary>Orders that this run placed, and no run before.</summary>
    public long NewOrders => Interlocked.Read(ref _newOrders);

    public long Commands => Interlocked.Read(ref _commands);

    /// <summary>Commands that this run carried out, and no run before.</summary>
    public long NewCommands => Interlocked.Read(ref _newEvents);

    public long Refusals => Interlocked.Read(ref _refusals);

    public long Behind => Interlocked.Read(ref _behind);

    public double OrdersPerSecond => OrdersDone / Math.Max(Elapsed.TotalSeconds, 0.001);

    public double CommandsPerSecond => Commands / Math.Max(Elapsed.TotalSeconds, 0.001);

    public void Answered(CommandOutcome outcome, TimeSpan latency, bool isPlacing)
    {
        Interlocked.Increment(ref _commands);
        Acknowledged.Record(latency);
        if (outcome is CommandOutcome.Refused) Interlocked.Increment(ref _refusals);
        else if (outcome.Position.Position > heads[outcome.Position.Partition])
        {
            Interlocked.Increment(ref _newEvents);
            if (isPlacing) Interlocked.Increment(ref _newOrders);
        }
    }

    public void OrderDone() => Interlocked.Increment(ref _ordersDone);

    public void SetBehind(long count) => Interlocked.Exchange(ref _behind, count);
}
