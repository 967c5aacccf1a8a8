namespace CommandProcessor.Benchmarks.Query;

/// <summary>What the benchmark of queries measures.</summary>
internal sealed record QueryOptions
{
    public int Customers { get; init; } = 2_000;

    public int Callers { get; init; } = 32;

    public int Seconds { get; init; } = 5;

    /// <summary>Rounds, of which the one in the middle counts.</summary>
    public int Rounds { get; init; } = 3;

    public int Partitions { get; init; } = 16;
}
