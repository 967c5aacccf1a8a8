using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Project;

/// <summary>What the benchmark of projections measures.</summary>
internal sealed record ProjectOptions
{
    public int Customers { get; init; } = 20_000;

    /// <summary>Events of the sustained run, beyond the first of each customer.</summary>
    public int Events { get; init; } = 200_000;

    /// <summary>Seconds of the latency run.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>Commands a second of the latency run.</summary>
    public int Rate { get; init; } = 1_000;

    public int Partitions { get; init; } = 16;

    /// <summary>Without the views over everybody only those by key are awake.</summary>
    public bool HasViewsOverAll { get; init; } = true;

    public string Kafka { get; init; } = BenchmarkKafka.Embedded;
}
