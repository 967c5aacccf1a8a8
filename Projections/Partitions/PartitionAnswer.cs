using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Partitions;

/// <summary>What a view over everybody says of one partition.</summary>
[GenerateSerializer, Immutable, Alias("partition-answer`1")]
public sealed record PartitionAnswer<T>([property: Id(0)] T Value, [property: Id(1)] ViewFreshness Freshness);
