namespace Orleans.Streams.Kafka;

/// <summary>What health checks and tests ask a provider. Resolve it by provider name.</summary>
public interface IKafkaStreamMonitor
{
    /// <summary>The topic has been found as the options want it.</summary>
    bool IsTopicReady { get; }

    /// <summary>Why the topic is not ready or the brokers do not answer; null when all is well.</summary>
    string? Problem { get; }

    /// <summary>The partitions that this silo reads now.</summary>
    IReadOnlyList<KafkaPartitionStatus> GetPartitions();
}
