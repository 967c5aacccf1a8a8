using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>What the benchmark of transfers measures.</summary>
internal sealed record TransfersOptions
{
    public const string WithoutKafka = "without";
    public const string WithKafka = "with";

    public static string[] AllRoads => [WithoutKafka, WithKafka];

    public int Seconds { get; init; } = 8;

    /// <summary>Callers, each waiting for the end of its transfer before it requests the next; as many send plain commands.</summary>
    public int Callers { get; init; } = 512;

    public int Accounts { get; init; } = 10_000;

    /// <summary>Orders that the plain commands go to, as in the benchmark of commands.</summary>
    public int Orders { get; init; } = 2_000;

    public int Partitions { get; init; } = 16;

    /// <summary>Without and with events going to Kafka meanwhile.</summary>
    public string[] Roads { get; init; } = AllRoads;

    public string Kafka { get; init; } = BenchmarkKafka.Embedded;
}
