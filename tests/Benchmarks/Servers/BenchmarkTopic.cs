using Orleans.Streams.Kafka;

namespace CommandProcessor.Benchmarks.Servers;

/// <summary>A topic of one contender.</summary>
internal sealed record BenchmarkTopic(string Name, int Partitions, string BootstrapServers, bool IsEmbedded)
{
    public void Configure(KafkaStreamOptions options)
    {
        options.BootstrapServers = BootstrapServers;
        options.Topic = Name;
        options.PartitionCount = Partitions;
        options.ConsumerGroup = Name;
        options.CreateTopic = !IsEmbedded;
        if (!IsEmbedded) return;
        foreach (var (name, value) in EmbeddedKafka.ConsumerSettings) options.ConsumerSettings[name] = value;
    }
}
