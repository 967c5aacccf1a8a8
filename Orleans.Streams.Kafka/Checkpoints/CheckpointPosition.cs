namespace Orleans.Streams.Kafka;

/// <summary>Everything up to here has been delivered to every consumer.</summary>
/// <param name="NextOffset">The Kafka offset to read next; -1 when unknown.</param>
/// <param name="Sequence">The last sequence number; 0 when nothing was delivered or the adapter has none.</param>
[GenerateSerializer, Immutable, Alias("Orleans.Streams.Kafka.CheckpointPosition")]
public readonly record struct CheckpointPosition([property: Id(0)] long NextOffset, [property: Id(1)] long Sequence)
{
    public static CheckpointPosition None { get; } = new(-1, 0);
}
