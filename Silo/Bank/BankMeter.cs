using CommandProcessor.Silo.Replay;

namespace CommandProcessor.Silo.Bank;

/// <summary>Counts and times a run; safe for all its callers at once.</summary>
internal sealed class BankMeter(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _begun = time.GetTimestamp();
    private long _eventsBefore;
    private long _ended;
    private BankCheck _check = new(0, 0, 0, 0, new Dictionary<string, BankSum>(), []);

    /// <summary>From a request until its answer, which means durable.</summary>
    public LatencyHistogram Requested { get; } = new();

    /// <summary>From a request until the end of its transfer was recorded.</summary>
    public LatencyHistogram EndToEnd { get; } = new();

    /// <summary>Transfers that this run saw end.</summary>
    public long EndedCount => Interlocked.Read(ref _ended);

    /// <summary>The newest check.</summary>
    public BankCheck Check
    {
        get { lock (_lock) return _check; }
    }

    public TimeSpan Elapsed => time.GetElapsedTime(Interlocked.Read(ref _begun));

    public double TransfersPerSecond => EndedCount / Math.Max(Elapsed.TotalSeconds, 0.001);

    /// <summary>Commands that brought something about; each leaves an event.</summary>
    public double CommandsPerSecond => (Check.EventCount - Interlocked.Read(ref _eventsBefore)) / Math.Max(Elapsed.TotalSeconds, 0.001);

    /// <summary>The transfers begin now.</summary>
    public void Begin()
    {
        Interlocked.Exchange(ref _begun, time.GetTimestamp());
        Interlocked.Exchange(ref _eventsBefore, Check.EventCount);
    }

    public void TransferEnded() => Interlocked.Increment(ref _ended);

    public void Checked(BankLedger ledger)
    {
        lock (_lock)
        {
            _check = new(
                _check.Count + 1, ledger.EventCount, ledger.OpenCount, ledger.InTransitCount,
                new Dictionary<string, BankSum>(ledger.Sums), [.. ledger.Mistakes]);
        }
    }
}
