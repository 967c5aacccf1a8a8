using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal;

/// <summary>The events that one command caused in one aggregate.</summary>
/// <param name="ExpectedVersion">The aggregate's version before them.</param>
/// <param name="Events">At least one.</param>
[GenerateSerializer, Immutable, Alias("append-request")]
public sealed record AppendRequest(
    [property: Id(0)] PartitionKey Key,
    [property: Id(1)] AggregateId Aggregate,
    [property: Id(2)] long ExpectedVersion,
    [property: Id(3)] CommandContext Context,
    [property: Id(4)] ImmutableArray<EventData> Events);
