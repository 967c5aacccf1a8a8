using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>
/// Reads the past beside the live tail, with a bounded number of consumers: from the backfill source when there is one, else from Kafka.
/// </summary>
internal sealed class PastSource(KafkaProvider provider) : IPastSource, IDisposable
{
    /// <summary>Records of other streams that one chunk passes over before it lets another reader have its turn.</summary>
    private const int ScanMax = 50_000;

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly List<PastConsumer> _idle = [];
    private readonly SemaphoreSlim _readers = new(provider.Options.CatchUpReadersMax);
    private bool _isDisposed;

    public async Task<PastChunk> ReadAsync(
        int partition, StreamId streamId, long fromToken, long toToken, long fromOffset, CancellationToken cancellationToken)
    {
        await _readers.WaitAsync(cancellationToken);
        try
        {
            return provider.Backfill is { } source && provider.Adapter.IsSequenced
                ? await ReadSourceAsync(source, partition, streamId, fromToken, toToken, cancellationToken)
                : await Task.Run(() => ReadKafka(partition, streamId, fromToken, toToken, fromOffset, cancellationToken), cancellationToken);
        }
        finally
        {
            _readers.Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var idle in _idle) idle.Consumer.Dispose();
            _idle.Clear();
        }
    }

    private async Task<PastChunk> ReadSourceAsync(
        IBackfillSource source, int partition, StreamId streamId, long from, long to, CancellationToken cancellationToken)
    {
        var wanted = new List<PastEvent>();
        var (next, bytes) = (from, 0L);
        for (var scanned = 0; next <= to && scanned < ScanMax;)
        {
            var events = await source.ReadAsync(partition, next, to, provider.Options.BackfillRecordsMax, cancellationToken);
            if (events.Count == 0) return new PastChunk(wanted, to + 1, -1);
            foreach (var item in events)
            {
                next = item.Sequence + 1;
                if (item.IsPassedOver || provider.StreamOf(item.StreamId, partition) != streamId) continue;
                wanted.Add(new PastEvent(item.Sequence, item.Event, RequestContext: null, item.SizeBytes));
                bytes += item.SizeBytes;
                if (wanted.Count == provider.Options.CatchUpRecordsMax || bytes > provider.Options.DeliveryBytesMax)
                    return new PastChunk(wanted, next, -1);
            }

            scanned += events.Count;
        }

        return new PastChunk(wanted, next, -1);
    }

    private PastChunk ReadKafka(int partition, StreamId streamId, long from, long to, long fromOffset, CancellationToken cancellationToken)
    {
        var start = provider.Adapter.IsSequenced ? fromOffset : from;
        var place = new TopicPartition(provider.Options.Topic, partition);
        var (consumer, assigned) = TakeIdle(partition);
        try
        {
            Place(consumer, new(place, start < 0 ? Offset.Beginning : start), isAssigned: assigned == partition);
            var chunk = Scan(consumer, partition, streamId, from, to, start, cancellationToken);
            consumer.Pause([place]);
            PutIdle(new(consumer, partition));
            return chunk;
        }
        catch
        {
            // A consumer that failed is not used again.
            consumer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A broker's thread notices a new assignment only once a second, a seek at once. So a consumer keeps its partition, paused, for as long as no other
    /// is wanted of it.
    /// </summary>
    private static void Place(IConsumer<byte[], byte[]> consumer, TopicPartitionOffset place, bool isAssigned)
    {
        if (!isAssigned)
        {
            consumer.Assign(place);
            return;
        }

        consumer.Resume([place.TopicPartition]);
        consumer.Seek(place);
    }

    private PastConsumer TakeIdle(int partition)
    {
        lock (_gate)
        {
            var index = _idle.FindIndex(idle => idle.Partition == partition);
            if (index < 0) index = _idle.Count - 1;
            if (index < 0) return new(Build(), Partition: null);
            var taken = _idle[index];
            _idle.RemoveAt(index);
            return taken;
        }
    }

    private void PutIdle(PastConsumer consumer)
    {
        lock (_gate)
        {
            if (!_isDisposed) _idle.Add(consumer);
            else consumer.Consumer.Dispose();
        }
    }

    private PastChunk Scan(
        IConsumer<byte[], byte[]> consumer, int partition, StreamId streamId, long from, long to, long fromOffset, CancellationToken cancellationToken)
    {
        var wanted = new List<PastEvent>();
        var (next, nextOffset, bytes) = (from, fromOffset, 0L);
        for (var scanned = 0; next <= to && wanted.Count < provider.Options.CatchUpRecordsMax && scanned < ScanMax;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var record = consumer.Consume(Poll);
            if (record is null) continue;

            if (record.IsPartitionEOF)
            {
                // Either an end from before this reader was placed anew, or the topic was made anew and has no more of this past.
                if (!EndsBefore(consumer, partition, Math.Max(nextOffset, provider.Adapter.IsSequenced ? record.Offset.Value : from))) continue;
                return new PastChunk(wanted, to + 1, -1);
            }

            scanned++;
            nextOffset = record.Offset.Value + 1;
            if (!provider.TryDecode(record, out var item)) continue;
            var token = provider.Adapter.IsSequenced ? item.Sequence ?? -1 : record.Offset.Value;
            if (token < from) continue;
            if (token > to) return new PastChunk(wanted, to + 1, nextOffset);
            next = token + 1;
            if (item.IsPassedOver || item.StreamId != streamId) continue;
            var size = KafkaProvider.SizeOf(record);
            wanted.Add(new PastEvent(token, item.Event, KafkaProvider.ContextOf(item), size));
            bytes += size;
            if (bytes > provider.Options.DeliveryBytesMax) break;
        }

        return new PastChunk(wanted, next, nextOffset);
    }

    private bool EndsBefore(IConsumer<byte[], byte[]> consumer, int partition, long offset) =>
        consumer.QueryWatermarkOffsets(new TopicPartition(provider.Options.Topic, partition), AskTimeout).High.Value <= offset;

    private IConsumer<byte[], byte[]> Build() =>
        new ConsumerBuilder<byte[], byte[]>(KafkaClientSettings.PastConsumer(provider.Options)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    /// <param name="Consumer">At most as many as there are readers.</param>
    /// <param name="Partition">What is assigned to it.</param>
    private readonly record struct PastConsumer(IConsumer<byte[], byte[]> Consumer, int? Partition);
}
