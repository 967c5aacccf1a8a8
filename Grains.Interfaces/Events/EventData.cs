namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>An event ready to be recorded: name of its type, version of the type's shape, and body as JSON in UTF-8.</summary>
[GenerateSerializer, Immutable, Alias("event-data")]
public readonly record struct EventData([property: Id(0)] string Type, [property: Id(1)] int SchemaVersion, [property: Id(2)] ReadOnlyMemory<byte> Body)
{
    /// <summary>What a body may have at most.</summary>
    public const int BodyBytesMax = 1_000_000;

    /// <summary>What the body was made of.</summary>
    [field: NonSerialized]
    internal DecodedBody Decoded { get; init; }
}
