using CommandProcessor.Silo.Hosting;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>Somebody with all rights to the topic and no idea of it.</summary>
internal sealed class TopicVandal(string bootstrapServers, Random random) : IDisposable
{
    private const int CopyCountMax = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    private readonly string _topic = new KafkaConnection().Topic;
    private readonly IProducer<byte[], byte[]> _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = bootstrapServers }).Build();

    /// <summary>Writes the newest records of each partition once more, in any order, and some of them twice.</summary>
    /// <returns>How many.</returns>
    public int WriteAgain(int partitionCount)
    {
        using var consumer = Consumer();
        var count = 0;
        for (var partition = 0; partition < partitionCount; partition++)
        {
            var records = ReadNewest(consumer, new(_topic, partition));
            Message<byte[], byte[]>[] copies = [.. records, .. records.Where(_ => random.Next(4) == 0)];
            random.Shuffle(copies);
            foreach (var copy in copies) _producer.Produce(new TopicPartition(_topic, partition), copy);
            count += copies.Length;
        }

        _producer.Flush(Patience);
        return count;
    }

    /// <summary>Returns when whoever wants it has made it anew and each of its partitions answers.</summary>
    public async Task DeleteTopicAsync(int partitionCount, CancellationToken cancellationToken)
    {
        using (var admin = new DependentAdminClientBuilder(_producer.Handle).Build()) await admin.DeleteTopicsAsync([_topic]);
        using var consumer = Consumer();
        for (var partition = 0; partition < partitionCount;)
        {
            try
            {
                consumer.QueryWatermarkOffsets(new(_topic, partition), Patience);
                partition++;
            }
            catch (KafkaException)
            {
                await Task.Delay(AskAgain, cancellationToken);
            }
        }
    }

    public void Dispose() => _producer.Dispose();

    private IConsumer<byte[], byte[]> Consumer() =>
        new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = "vandal", EnableAutoCommit = false }).Build();

    private static List<Message<byte[], byte[]>> ReadNewest(IConsumer<byte[], byte[]> consumer, TopicPartition partition)
    {
        var offsets = consumer.QueryWatermarkOffsets(partition, Patience);
        var from = Math.Max(offsets.Low.Value, offsets.High.Value - CopyCountMax);
        consumer.Assign(new TopicPartitionOffset(partition, from));
        var records = new List<Message<byte[], byte[]>>();
        while (from + records.Count < offsets.High.Value && consumer.Consume(Patience) is { } record)
            records.Add(new() { Key = record.Message.Key, Value = record.Message.Value, Headers = record.Message.Headers, Timestamp = record.Message.Timestamp });
        return records;
    }
}
