namespace CommandProcessor.Benchmarks.Road;

/// <summary>What travels: of the size of our own events.</summary>
/// <param name="Number">1, 2, 3 … within its stream.</param>
/// <param name="Body">About 300 bytes.</param>
[GenerateSerializer, Immutable, Alias("benchmark.road-event")]
public sealed record RoadEvent([property: Id(0)] int Number, [property: Id(1)] byte[] Body);
