namespace Orleans.Streams.Kafka;

public enum KafkaPartitionStreamKey
{
    /// <summary>For grains with string keys: "0", "1" … in decimal.</summary>
    Text,

    /// <summary>For grains with integer keys.</summary>
    Integer,
}
