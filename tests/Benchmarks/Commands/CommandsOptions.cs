using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Commands;

/// <summary>What the benchmark of commands measures.</summary>
internal sealed record CommandsOptions
{
    public const string Ours = "ours";
    public const string OursWithKafka = "ours-kafka";
    public const string PlainGrain = "plain";
    public const string AkkaActor = "akka";

    public const string ManyOrders = "many";
    public const string HotOrder = "hot";

    public static string[] AllContenders => [Ours, OursWithKafka, PlainGrain, AkkaActor];

    public static string[] AllWorks => [ManyOrders, HotOrder];

    public int Seconds { get; init; } = 5;

    public int[] Levels { get; init; } = [1, 32, 128, 512, 2048];

    public int Orders { get; init; } = 2_000;

    public string[] Contenders { get; init; } = AllContenders;

    public string[] Works { get; init; } = AllWorks;

    /// <summary>Partitions of our journal and topic.</summary>
    public int Partitions { get; init; } = 16;

    public string Kafka { get; init; } = BenchmarkKafka.Embedded;
}
