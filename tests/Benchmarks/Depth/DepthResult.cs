using CommandProcessor.Journal;

namespace CommandProcessor.Benchmarks.Depth;

internal sealed record DepthResult(SqlJournal Journal, Shop Shop)
{
    public List<Measured> Appends { get; } = [];

    public List<Measured> Loads { get; } = [];
}
