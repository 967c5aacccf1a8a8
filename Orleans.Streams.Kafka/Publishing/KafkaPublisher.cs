using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>
/// The provider's idempotent producer. Records are enqueued before a call returns, so the order of calls is the order in each
/// partition. Nothing here blocks: a full queue is an error to retry.
/// </summary>
internal sealed partial class KafkaPublisher : IKafkaStreamPublisher, IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _provider;
    private readonly KafkaStreamOptions _options;
    private readonly IKafkaDataAdapter _adapter;
    private readonly KafkaStreamInstruments _instruments;
    private readonly KafkaTopics _topics;
    private readonly ILogger _logger;
    private IProducer<byte[]?, byte[]>? _producer;
    private int _inFlight;
    private bool _isClosed;
    private volatile string? _problem;

    public KafkaPublisher(string provider, KafkaStreamOptions options, IKafkaDataAdapter adapter, KafkaStreamInstruments instruments, KafkaTopics topics, ILogger logger)
    {
        _topics = topics;
        _provider = provider;
        _options = options;
        _adapter = adapter;
        _instruments = instruments;
        _logger = logger;
    }

    public string? Problem => _problem;

    public int InFlight => Volatile.Read(ref _inFlight);

    public Task PublishAsync(StreamId streamId, object item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return EnqueueAsync([Encode(streamId, item, requestContext: null)]);
    }

    public Task PublishAsync(IReadOnlyList<StreamItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var records = new PreparedRecord[items.Count];
        for (var i = 0; i < records.Length; i++) records[i] = Encode(items[i].StreamId, items[i].Item, requestContext: null);
        return EnqueueAsync(records);
    }

    public Task PublishAsync<T>(StreamId streamId, IEnumerable<T> events, Dictionary<string, object>? requestContext) =>
        EnqueueAsync(events.Select(item => Encode(
            streamId, item ?? throw new ArgumentException($"An event of stream {streamId} is null.", nameof(events)), requestContext)).ToArray());

    /// <summary>Publishes bytes as they are, to any topic: the dead letters.</summary>
    public Task PublishRawAsync(string topic, Message<byte[]?, byte[]> message) =>
        EnqueueAsync([new PreparedRecord(new TopicPartition(topic, Partition.Any), message)]);

    public async Task CloseAsync()
    {
        IProducer<byte[]?, byte[]>? producer;
        lock (_gate)
        {
            _isClosed = true;
            producer = _producer;
            _producer = null;
        }

        if (producer is not null) await Task.Run(() => Close(producer));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _producer?.Dispose();
            _producer = null;
        }
    }

    private void Close(IProducer<byte[]?, byte[]> producer)
    {
        var left = producer.Flush(TimeSpan.FromMilliseconds(_options.CloseTimeoutMs));
        if (left > 0) LogUnflushed(left, _options.CloseTimeoutMs);
        producer.Dispose();
    }

    private PreparedRecord Encode(StreamId streamId, object item, IReadOnlyDictionary<string, object>? requestContext)
    {
        var record = _adapter.Encode(streamId, item, requestContext);
        var size = record.Value.Length + (record.Key?.Length ?? 0);
        var headers = new Headers();
        foreach (var header in record.Headers)
        {
            headers.Add(header.Name, header.Value);
            size += header.Name.Length + (header.Value?.Length ?? 0);
        }

        if (size > _options.RecordBytesMax)
        {
            throw new KafkaPublishException(
                $"Event of stream {streamId} takes {size} bytes; KafkaStreamOptions.RecordBytesMax is {_options.RecordBytesMax}.", isTransient: false);
        }

        var partition = record.Partition ?? KafkaPartitioner.PartitionOf(record.Key ?? streamId.Key.Span, _options.PartitionCount);
        if (partition < 0 || partition >= _options.PartitionCount)
        {
            throw new KafkaPublishException(
                $"Event of stream {streamId} is for partition {partition}; KafkaStreamOptions.PartitionCount is {_options.PartitionCount}.", isTransient: false);
        }

        var message = new Message<byte[]?, byte[]> { Key = record.Key, Value = record.Value, Headers = headers };
        if (record.TimestampMs is { } timestamp) message.Timestamp = new Timestamp(timestamp, TimestampType.CreateTime);
        return new PreparedRecord(new TopicPartition(_options.Topic, partition), message);
    }

    private Task EnqueueAsync(PreparedRecord[] records)
    {
        if (records.Length == 0) return Task.CompletedTask;
        var publication = new Publication(this, records.Length);
        lock (_gate)
        {
            if (_isClosed) throw new KafkaPublishException($"Kafka stream provider {_provider} is closed.", isTransient: true);
            if (_inFlight + records.Length > _options.PublishRecordsMax)
            {
                throw new KafkaPublishException(
                    $"{_inFlight} records wait for the brokers' acknowledgement and {records.Length} more would exceed "
                    + $"KafkaStreamOptions.PublishRecordsMax {_options.PublishRecordsMax}.",
                    isTransient: true);
            }

            var producer = _producer ??= Build();
            for (var i = 0; i < records.Length; i++)
            {
                Interlocked.Increment(ref _inFlight);
                try
                {
                    producer.Produce(records[i].Place, records[i].Message, publication.OnDelivered);
                }
                catch (ProduceException<byte[]?, byte[]> exception)
                {
                    Interlocked.Decrement(ref _inFlight);

                    // What follows a record that failed must not overtake it.
                    publication.Abandon(records.Length - i, exception.Error);
                    break;
                }
            }
        }

        return publication.Task;
    }

    private IProducer<byte[]?, byte[]> Build()
    {
        var builder = new ProducerBuilder<byte[]?, byte[]>(KafkaClientSettings.Producer(_options))
            .SetErrorHandler(OnError)
            .SetLogHandler((_, message) => LogLibrdkafka(message.Facility, message.Message));
        return builder.Build();
    }

    private void OnError(IProducer<byte[]?, byte[]> producer, Error error)
    {
        _problem = error.Reason;
        LogBroker(error.Code.ToString(), error.Reason);
        if (!error.IsFatal) return;

        // An idempotent producer that has lost its place in a partition never publishes again; the next call makes a new one.
        lock (_gate)
        {
            if (ReferenceEquals(_producer, producer)) _producer = null;
        }

        _ = Task.Run(producer.Dispose);
    }

    private void Settled(Error error)
    {
        Interlocked.Decrement(ref _inFlight);
        if (error.IsError)
        {
            _problem = error.Reason;
            _instruments.PublishFailed(1);
            if (error.Code.IsMissingTopic) _topics.Recheck();
        }
        else
        {
            _problem = null;
            _instruments.Published(1);
        }
    }

    private readonly record struct PreparedRecord(TopicPartition Place, Message<byte[]?, byte[]> Message);

    /// <summary>One call's records; completes when all are acknowledged, and fails when one has failed and the rest are settled.</summary>
    private sealed class Publication(KafkaPublisher publisher, int count)
    {
        private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;
        private Error? _error;

        public Task Task => _completion.Task;

        public void OnDelivered(DeliveryReport<byte[]?, byte[]> report)
        {
            publisher.Settled(report.Error);
            Settle(1, report.Error.IsError ? report.Error : null);
        }

        public void Abandon(int count, Error error) => Settle(count, error);

        private void Settle(int count, Error? error)
        {
            if (error is not null) Interlocked.CompareExchange(ref _error, error, null);
            if (Interlocked.Add(ref _left, -count) > 0) return;
            if (_error is { } failure) _completion.TrySetException(ToException(failure));
            else _completion.TrySetResult();
        }

        private static KafkaPublishException ToException(Error error) =>
            new($"Kafka did not take the record: {error.Reason} ({error.Code}).", isTransient: !error.Code.IsFinal, new KafkaException(error));
    }

    [LoggerMessage(50, LogLevel.Warning, "Kafka producer: {Code}: {Reason}")]
    private partial void LogBroker(string code, string reason);

    [LoggerMessage(51, LogLevel.Error, "{Left} records were not acknowledged within CloseTimeoutMs {CloseTimeoutMs} at the end")]
    private partial void LogUnflushed(int left, int closeTimeoutMs);

    [LoggerMessage(52, LogLevel.Debug, "librdkafka {Facility}: {Message}")]
    private partial void LogLibrdkafka(string facility, string message);
}
