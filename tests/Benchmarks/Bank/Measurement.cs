using CommandProcessor.Benchmarks.Load;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>What a work showed in the rounds of a run.</summary>
internal sealed class Measurement
{
    private readonly List<LoadResult> _rounds = [];

    /// <summary>Of all rounds together.</summary>
    public LoadResult Whole => _rounds.Aggregate(static (all, round) => all.Plus(round));

    public void Add(LoadResult round) => _rounds.Add(round);

    /// <summary>The rates of its rounds as shares of another's of the same rounds, the lowest first.</summary>
    public IReadOnlyList<double> SharesOf(Measurement other) =>
        [.. _rounds.Zip(other._rounds, static (mine, its) => mine.PerSecond / its.PerSecond).Order()];
}
