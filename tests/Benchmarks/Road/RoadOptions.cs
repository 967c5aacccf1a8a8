using CommandProcessor.Benchmarks.Servers;

namespace CommandProcessor.Benchmarks.Road;

/// <summary>What the benchmark of the road measures.</summary>
internal sealed record RoadOptions
{
    public const string KafkaRoad = "kafka";
    public const string MemoryRoad = "memory";

    public static string[] AllRoads => [KafkaRoad, MemoryRoad];

    public int[] Grains { get; init; } = [2_000, 20_000];

    public int Events { get; init; } = 200_000;

    public int Queues { get; init; } = 8;

    public string[] Roads { get; init; } = AllRoads;

    public string Kafka { get; init; } = BenchmarkKafka.Embedded;
}
