using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orleans.Streams.Kafka;

/// <summary>The numbers of one provider. Names follow OpenTelemetry's messaging conventions.</summary>
internal sealed partial class KafkaStreamInstruments
{
    public const string MeterName = "Orleans.Streams.Kafka";

    private readonly Counter<long> _published;
    private readonly Counter<long> _publishFailed;
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _deadLettered;
    private readonly Counter<long> _backfilled;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _redelivered;
    private readonly Counter<long> _caughtUp;
    private readonly Counter<long> _spilled;
    private readonly ILogger _logger;
    private readonly KeyValuePair<string, object?> _provider;

    public KafkaStreamInstruments(
        string provider, IMeterFactory meters, ILogger logger, Func<IReadOnlyList<KafkaPartitionStatus>> partitions)
    {
        _logger = logger;
        _provider = new("orleans.stream.provider", provider);
        var meter = meters.Create(MeterName);
        _published = meter.CreateCounter<long>("messaging.client.sent.messages", "{message}");
        _publishFailed = meter.CreateCounter<long>("orleans.streams.kafka.publish.failed", "{message}");
        _consumed = meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}");
        _deadLettered = meter.CreateCounter<long>("orleans.streams.kafka.dead_lettered", "{message}");
        _backfilled = meter.CreateCounter<long>("orleans.streams.kafka.backfilled", "{message}");
        _duplicates = meter.CreateCounter<long>("orleans.streams.kafka.duplicates_dropped", "{message}");
        _lost = meter.CreateCounter<long>("orleans.streams.kafka.lost", "{message}");
        _redelivered = meter.CreateCounter<long>("orleans.streams.kafka.redelivery_rounds", "{round}");
        _caughtUp = meter.CreateCounter<long>("orleans.streams.kafka.caught_up", "{message}");
        _spilled = meter.CreateCounter<long>("orleans.streams.kafka.spilled", "{spill}");
        meter.CreateObservableGauge("orleans.streams.kafka.undelivered", () => partitions().Select(p => Measure(p, (long)p.Undelivered)), "{message}");
        meter.CreateObservableGauge(
            "orleans.streams.kafka.undelivered.age", () => partitions().Select(p => Measure(p, p.OldestUndelivered.TotalSeconds)), "s");
        meter.CreateObservableGauge("orleans.streams.kafka.last_sequence", () => partitions().Select(p => Measure(p, p.LastSequence)), "{message}");
    }

    public void Published(int count) => _published.Add(count, _provider);

    public void PublishFailed(int count) => _publishFailed.Add(count, _provider);

    public void Consumed(int partition, int count) => _consumed.Add(count, Tags(partition));

    public void DeadLettered(int partition, long offset, Exception reason)
    {
        _deadLettered.Add(1, Tags(partition));
        LogDeadLettered(partition, offset, reason);
    }

    public void Backfilled(int partition, int count, long from, long to)
    {
        _backfilled.Add(count, Tags(partition));
        LogBackfilled(count, from, to, partition);
    }

    public void DuplicateDropped(int partition) => _duplicates.Add(1, Tags(partition));

    public void Lost(int partition, long from, long to)
    {
        _lost.Add(to - from + 1, Tags(partition));
        LogLost(from, to, partition);
    }

    public void Redelivering(int partition) => _redelivered.Add(1, Tags(partition));

    public void CaughtUp(int partition, int count) => _caughtUp.Add(count, Tags(partition));

    public void CatchUpFailed(int partition, StreamId streamId, Exception exception) => LogCatchUpFailed(streamId, partition, exception);

    public void Spilled(int partition) => _spilled.Add(1, Tags(partition));

    private TagList Tags(int partition) => new() { _provider, new("messaging.destination.partition.id", partition) };

    private Measurement<T> Measure<T>(KafkaPartitionStatus status, T value) where T : struct => new(value, Tags(status.Partition));

    [LoggerMessage(20, LogLevel.Error, "Record at offset {Offset} of partition {Partition} cannot be decoded; it goes to the dead-letter topic")]
    private partial void LogDeadLettered(int partition, long offset, Exception reason);

    [LoggerMessage(21, LogLevel.Information, "Filled {Count} records, {From} to {To}, of partition {Partition} from the backfill source")]
    private partial void LogBackfilled(int count, long from, long to, int partition);

    [LoggerMessage(22, LogLevel.Error, "Records {From} to {To} of partition {Partition} are neither in Kafka nor in the backfill source: they are lost")]
    private partial void LogLost(long from, long to, int partition);

    [LoggerMessage(23, LogLevel.Warning, "The past of stream {StreamId} in partition {Partition} could not be read; it will be tried again")]
    private partial void LogCatchUpFailed(StreamId streamId, int partition, Exception exception);
}
