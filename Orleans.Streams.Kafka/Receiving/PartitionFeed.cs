using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>
/// Records on their way from the consumer's thread to a pulling agent. Bounded: when it is full the partition is paused,
/// when it is half empty again it is resumed.
/// </summary>
internal sealed class PartitionFeed(int partition, int recordsMax, PullSignal signal, Action<PartitionFeed> resume)
{
    private readonly ConcurrentQueue<ConsumeResult<byte[], byte[]>> _records = new();
    private int _count;
    private int _isPaused;

    public int Partition { get; } = partition;

    public bool HasRecords => Volatile.Read(ref _count) > 0;

    /// <summary>On the consumer's thread. False: the feed is full now; the partition must be paused.</summary>
    public bool Add(ConsumeResult<byte[], byte[]> record)
    {
        _records.Enqueue(record);
        var count = Interlocked.Increment(ref _count);
        signal.Set();
        if (count < recordsMax || Interlocked.Exchange(ref _isPaused, 1) == 1) return true;
        return false;
    }

    /// <summary>On the agent's scheduler.</summary>
    public bool TryTake([NotNullWhen(true)] out ConsumeResult<byte[], byte[]>? record)
    {
        if (!_records.TryDequeue(out record)) return false;
        var count = Interlocked.Decrement(ref _count);
        if (count <= recordsMax / 2 && Interlocked.CompareExchange(ref _isPaused, 0, 1) == 1) resume(this);
        return true;
    }
}
