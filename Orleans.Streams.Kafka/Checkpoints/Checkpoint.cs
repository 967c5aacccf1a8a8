namespace Orleans.Streams.Kafka;

/// <param name="Epoch">Counts the owners; 0 when nobody has ever claimed the partition.</param>
/// <param name="Owner">Who claimed it last: a silo address. Empty when nobody did.</param>
/// <param name="Released">The owner has flushed and given it up.</param>
[GenerateSerializer, Immutable, Alias("Orleans.Streams.Kafka.Checkpoint")]
public sealed record Checkpoint(
    [property: Id(0)] long Epoch,
    [property: Id(1)] string Owner,
    [property: Id(2)] bool Released,
    [property: Id(3)] CheckpointPosition Position)
{
    public static Checkpoint None { get; } = new(0, "", true, CheckpointPosition.None);
}
