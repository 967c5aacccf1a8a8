namespace CommandProcessor.Benchmarks.Depth;

internal sealed record Measured(TimeSpan Elapsed, double PerSecond, double P50Ms, double P99Ms)
{
    /// <summary>The round in the middle, by its speed.</summary>
    public static Measured Middle(IReadOnlyCollection<Measured> rounds) => rounds.OrderBy(round => round.PerSecond).ElementAt(rounds.Count / 2);
}
