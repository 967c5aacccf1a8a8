namespace Orleans.Streams.Kafka;

/// <summary>
/// Owns the checkpoint of one group's partition while the cluster runs, so that ownership is decided in one place. The offset itself is
/// kept by Kafka: when this grain is lost with its silo, the committed offset takes its place.
/// </summary>
[Alias("Orleans.Streams.Kafka.IKafkaCheckpointGrain")]
internal interface IKafkaCheckpointGrain : IGrainWithStringKey
{
    [Alias("Read")]
    ValueTask<Checkpoint> ReadAsync();

    /// <param name="committed">What Kafka holds; used when this grain knows nothing.</param>
    [Alias("Claim")]
    ValueTask<Checkpoint> ClaimAsync(string owner, CheckpointPosition committed);

    [Alias("Save")]
    ValueTask<bool> SaveAsync(long epoch, string owner, CheckpointPosition position, bool release);
}
