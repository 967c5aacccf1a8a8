namespace CommandProcessor.Testing.Faults;

/// <summary>Breaks at every point with the same probability, in an order that follows from a seed.</summary>
/// <param name="seed">Print it: the same seed makes the same choices at each point again.</param>
/// <param name="rate">Probability of a failure at a point; delays come as often on top.</param>
public sealed class SeededFaults(int seed, double rate) : IFaultPlan
{
    private readonly Lock _gate = new();
    private readonly Random[] _random = [.. Enum.GetValues<FaultPoint>().Select(point => new Random(HashCode(seed, (int)point)))];
    private int _count;

    /// <summary>False lets everything pass, so that a history can come to its end.</summary>
    public bool IsActive { get; set; } = true;

    public int Seed => seed;

    /// <summary>Failures so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public async ValueTask<FaultAction> NextAsync(FaultPoint point, int partition)
    {
        if (!IsActive) return FaultAction.Continue;

        var (choice, delayMs) = Draw(point);
        if (choice < rate)
        {
            Interlocked.Increment(ref _count);
            return point == FaultPoint.BeforeCommit && choice < rate / 2 ? FaultAction.CommitLater : FaultAction.Fail;
        }

        if (choice < 2 * rate) await Task.Delay(delayMs);
        return FaultAction.Continue;
    }

    private (double Choice, int DelayMs) Draw(FaultPoint point)
    {
        lock (_gate)
        {
            var random = _random[(int)point];
            return (random.NextDouble(), random.Next(1, 20));
        }
    }

    private static int HashCode(int seed, int point) => unchecked((seed * 397) ^ (point * 7919));
}
