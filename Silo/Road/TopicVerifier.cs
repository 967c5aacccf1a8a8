using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;
using Confluent.Kafka;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Silo.Road;

/// <summary>Compares what a topic still holds with the journal, record by record.</summary>
internal sealed class TopicVerifier(IJournal journal, IDictionary<string, string> consumerSettings, string topic)
{
    private const int PageCountMax = 1_000;
    private static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(10);
    private readonly CloudEventsDataAdapter _adapter = new();

    /// <summary>Reads one partition from its oldest record to the newest at the time of the call.</summary>
    /// <exception cref="KafkaException">The brokers cannot be reached.</exception>
    public async Task<TopicPartitionReport> VerifyAsync(int partition, CancellationToken cancellationToken)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(Settings()).Build();
        var source = new TopicPartition(topic, partition);
        var offsets = await Task.Run(() => consumer.QueryWatermarkOffsets(source, PollTimeout), cancellationToken);
        var walk = new Walk(journal, partition);
        consumer.Assign(new TopicPartitionOffset(source, offsets.Low));
        for (var offset = offsets.Low.Value; offset < offsets.High.Value;)
        {
            var result = await Task.Run(() => consumer.Consume(PollTimeout), cancellationToken)
                ?? throw new KafkaException(new Error(Confluent.Kafka.ErrorCode.Local_TimedOut, $"No record of {source} at offset {offset} within {PollTimeout.TotalSeconds} s."));
            offset = result.Offset.Value + 1;
            await walk.TakeAsync(Decode(result), cancellationToken);
        }

        var published = (await journal.GetStateAsync(partition, cancellationToken)).Published;
        return walk.Report(published);
    }

    private Dictionary<string, string> Settings() => new(consumerSettings)
    {
        ["group.id"] = $"{topic}.verify",
        ["enable.auto.commit"] = "false",
        ["enable.partition.eof"] = "false",
        ["auto.offset.reset"] = "earliest",
    };

    private RecordedEvent? Decode(ConsumeResult<byte[], byte[]> result)
    {
        try
        {
            return (RecordedEvent)_adapter.Decode(new IncomingRecord
            {
                Topic = result.Topic,
                Partition = result.Partition.Value,
                Offset = result.Offset.Value,
                Key = result.Message.Key,
                Value = result.Message.Value,
                Headers = [.. result.Message.Headers.Select(header => new KafkaHeader(header.Key, header.GetValueBytes()))],
            }).Event;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private sealed class Walk(IJournal journal, int partition)
    {
        private readonly List<string> _differences = [];
        private IReadOnlyList<RecordedEvent> _page = [];
        private long _first;
        private long _next;
        private long _repeats;
        private long _foreign;

        public async Task TakeAsync(RecordedEvent? read, CancellationToken cancellationToken)
        {
            if (read is null)
            {
                _foreign++;
                return;
            }

            if (_first == 0) _first = _next = read.Position;
            if (read.Position < _next)
            {
                _repeats++;
                return;
            }

            if (read.Position > _next) _differences.Add(string.Create(CultureInfo.InvariantCulture, $"positions {_next} to {read.Position - 1} are missing in the topic"));
            _next = read.Position + 1;
            var recorded = await ReadAsync(read.Position, cancellationToken);
            if (recorded is null || !Equals(recorded, read))
                _differences.Add(string.Create(CultureInfo.InvariantCulture, $"position {read.Position} differs from the journal"));
        }

        public TopicPartitionReport Report(long published)
        {
            if (_first > 0 && _next <= published)
                _differences.Add(string.Create(CultureInfo.InvariantCulture, $"positions {_next} to {published} were published and are missing at the topic's end"));
            return new(partition, _first == 0 ? 0 : _next - _first, _repeats, _foreign, _differences);
        }

        private async Task<RecordedEvent?> ReadAsync(long position, CancellationToken cancellationToken)
        {
            if (_page.Count == 0 || position < _page[0].Position || position > _page[^1].Position)
                _page = await journal.ReadPartitionAsync(partition, position, PageCountMax, cancellationToken);
            return _page.Count > 0 && position >= _page[0].Position && position <= _page[^1].Position ? _page[(int)(position - _page[0].Position)] : null;
        }

        private static bool Equals(RecordedEvent recorded, RecordedEvent read) =>
            recorded.Hash.Span.SequenceEqual(read.Hash.Span)
            && recorded.Body.Span.SequenceEqual(read.Body.Span)
            && recorded with { Hash = default, Body = default } == read with { Hash = default, Body = default };
    }
}
