using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>What the benchmark of the hot account measures.</summary>
internal sealed record HotOptions
{
    public int Seconds { get; init; } = 8;

    /// <summary>Callers that all pay into the one account; as many send commands to many orders.</summary>
    public int Callers { get; init; } = 512;

    /// <summary>Orders that the plain commands go to, as in the benchmark of commands.</summary>
    public int Orders { get; init; } = 2_000;

    public int Partitions { get; init; } = 16;

    /// <summary>Without and with events going to Kafka meanwhile.</summary>
    public string[] Roads { get; init; } = TransfersOptions.AllRoads;

    public string Kafka { get; init; } = BenchmarkKafka.Embedded;
}
