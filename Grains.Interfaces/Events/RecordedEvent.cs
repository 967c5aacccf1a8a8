namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>An event as the journal holds it: what the road carries and projections fold.</summary>
[GenerateSerializer, Immutable, Alias("recorded-event")]
public sealed record RecordedEvent
{
    [Id(0)] public required int Partition { get; init; }

    /// <summary>Number of the event within its partition: 1, 2, 3 … without gaps.</summary>
    [Id(1)] public required long Position { get; init; }

    /// <summary>Position of the event before it with the same partition key; 0 if there is none.</summary>
    [Id(2)] public required long Previous { get; init; }

    [Id(3)] public required PartitionKey Key { get; init; }

    [Id(4)] public required AggregateId Aggregate { get; init; }

    /// <summary>Number of the event within its aggregate: 1, 2, 3 … without gaps.</summary>
    [Id(5)] public required long Version { get; init; }

    /// <summary>Name of the kind of event, such as "order-placed".</summary>
    [Id(6)] public required string Type { get; init; }

    /// <summary>Version of the shape of the body of that type.</summary>
    [Id(7)] public required int SchemaVersion { get; init; }

    [Id(8)] public required CommandContext Context { get; init; }

    /// <summary>When the journal recorded it, in whole microseconds.</summary>
    [Id(9)] public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>JSON in UTF-8.</summary>
    [Id(10)] public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>SHA-256 over the hash of the event before it in the partition and everything in this one.</summary>
    [Id(11)] public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>What a codec has made of the body: many fold the same event, and it is read for all of them once.</summary>
    [field: NonSerialized]
    internal DecodedBody Decoded { get; set; }
}
