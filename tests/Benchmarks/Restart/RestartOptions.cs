using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Restart;

/// <summary>What the benchmark of a killed silo measures.</summary>
internal sealed record RestartOptions
{
    /// <summary>Commands a second, each one event, whatever the silo does.</summary>
    public int Rate { get; init; } = 5_000;

    /// <summary>Customers with one order each.</summary>
    public int Customers { get; init; } = 2_000;

    public int Kills { get; init; } = 3;

    /// <summary>Seconds of load before each kill.</summary>
    public int Seconds { get; init; } = 15;

    /// <summary>Commands without an answer at most; what is due above is held back.</summary>
    public int Outstanding { get; init; } = 5_000;

    public int Partitions { get; init; } = 16;

    public string Kafka { get; init; } = BenchmarkKafka.Own;
}
