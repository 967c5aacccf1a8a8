namespace Orleans.Streams.Kafka;

public sealed class EmbeddedKafkaOptions
{
    /// <summary>1 to 16.</summary>
    public int BrokerCount { get; set; } = 1;

    /// <summary>Topics created at start, with their number of partitions.</summary>
    public IDictionary<string, int> Topics { get; } = new Dictionary<string, int>(StringComparer.Ordinal);
}
