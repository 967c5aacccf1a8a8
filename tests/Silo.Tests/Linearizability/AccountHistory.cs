using System.Collections.Concurrent;

namespace CommandProcessor.Silo.Tests.Linearizability;

/// <summary>What all clients asked and were told, with the times of one clock.</summary>
internal sealed class AccountHistory
{
    private readonly ConcurrentQueue<AccountOperation> _operations = new();
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private int _count;

    public IReadOnlyCollection<AccountOperation> Operations => _operations;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Nanoseconds since the history began.</summary>
    public long Now => TimeProvider.System.GetElapsedTime(_begun).Ticks * TimeSpan.NanosecondsPerTick;

    public void Add(AccountOperation operation)
    {
        _operations.Enqueue(operation);
        Interlocked.Increment(ref _count);
    }

    /// <summary>
    /// The money that the last reads show is what was paid in less what was paid out, as far as that is known: of what clients gave up on, each
    /// part may have happened or not.
    /// </summary>
    public void AssertMoneyIsThere(IReadOnlyCollection<AccountOperation> lastReads)
    {
        var known = Sum("deposit", "ok") - Sum("withdraw", "ok");
        Assert.InRange(lastReads.Sum(read => read.Balance ?? 0), known - Sum("withdraw", "unknown"), known + Sum("deposit", "unknown"));
    }

    private long Sum(string op, string result) =>
        _operations.Where(operation => operation.Op == op && operation.Result == result).Sum(operation => operation.Amount);
}
