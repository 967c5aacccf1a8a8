namespace Orleans.Streams.Kafka;

/// <summary>Queue = Kafka partition. The queues stand evenly on the ring that Orleans' default balancer shares out.</summary>
internal sealed class KafkaQueueMapper : IConsistentRingStreamQueueMapper
{
    private readonly QueueId[] _queues;

    public KafkaQueueMapper(string topic, int partitionCount)
    {
        var step = (uint)(((1L << 32) / partitionCount) - (partitionCount == 1 ? 1 : 0));
        _queues = [.. Enumerable.Range(0, partitionCount).Select(partition => QueueId.GetQueueId(topic, (uint)partition, step * (uint)partition))];
    }

    public IEnumerable<QueueId> GetAllQueues() => _queues;

    public QueueId GetQueueForStream(StreamId streamId) => _queues[KafkaPartitioner.PartitionOf(streamId.Key.Span, _queues.Length)];

    public IEnumerable<QueueId> GetQueuesForRange(IRingRange range) => _queues.Where(queue => range.InRange(queue.GetUniformHashCode()));

    public static int PartitionOf(QueueId queueId) => (int)queueId.GetNumericId();
}
