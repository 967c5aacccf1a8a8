using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>Where an aggregate stands in the journal.</summary>
internal sealed record AggregateAddress(AggregateId Aggregate, PartitionKey Key, int Partition);
