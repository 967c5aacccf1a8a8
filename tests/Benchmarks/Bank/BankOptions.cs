using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Bank;

/// <summary>What a benchmark of accounts measures, beside plain commands in the same run.</summary>
internal record BankOptions
{
    public const string WithoutKafka = "without";
    public const string WithKafka = "with";

    public static string[] AllRoads => [WithoutKafka, WithKafka];

    /// <summary>Measured seconds of each work in a round.</summary>
    public int Seconds { get; init; } = 8;

    /// <summary>Rounds in which the works take turns, so that what else the machine and the database do meets them alike.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Callers, each waiting for the end of what it asked for before it asks again; as many send plain commands.</summary>
    public int Callers { get; init; } = 512;

    /// <summary>Orders that the plain commands go to, as in the benchmark of commands.</summary>
    public int Orders { get; init; } = 2_000;

    public int Partitions { get; init; } = 16;

    /// <summary>Without and with events going to Kafka meanwhile.</summary>
    public string[] Roads { get; init; } = AllRoads;

    public string Kafka { get; init; } = BenchmarkKafka.Embedded;
}
