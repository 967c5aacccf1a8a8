namespace Orleans.Streams.Kafka;

/// <summary>
/// Owns the checkpoint of one group's partition while the cluster runs, so that ownership is decided in one place. The offset itself is
/// kept by Kafka: where nobody owns the partition, the committed offset takes its place.
/// </summary>
[Alias("Orleans.Streams.Kafka.IKafkaCheckpointGrain")]
internal interface IKafkaCheckpointGrain : IGrainWithStringKey
{
    [Alias("Read")]
    ValueTask<Checkpoint> ReadAsync();

    /// <param name="after">The epoch that is to end; null comes back when another one has begun.</param>
    /// <param name="committed">What Kafka holds; used when this grain knows less.</param>
    [Alias("Claim")]
    ValueTask<Checkpoint?> ClaimAsync(string owner, long after, CheckpointPosition committed);

    [Alias("Save")]
    ValueTask<bool> SaveAsync(long epoch, string owner, CheckpointPosition position, bool release);
}
