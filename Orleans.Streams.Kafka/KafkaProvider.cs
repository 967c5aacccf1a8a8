using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orleans.Streams.Kafka;

/// <summary>The parts of one named provider in one process, and their end.</summary>
internal sealed partial class KafkaProvider : IKafkaStreamMonitor, ILifecycleParticipant<ISiloLifecycle>, ILifecycleParticipant<IClusterClientLifecycle>, IDisposable
{
    private readonly ConcurrentDictionary<int, PartitionReceiver> _receivers = new();
    private readonly ConcurrentDictionary<int, bool> _leaving = new();
    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private ConsumerHub? _hub;
    private int _isDisposed;

    public KafkaProvider(IServiceProvider services, string name)
    {
        Name = name;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Options = services.GetRequiredService<IOptionsMonitor<KafkaStreamOptions>>().Get(name);
        Adapter = services.GetRequiredKeyedService<IKafkaDataAdapter>(name);
        Backfill = services.GetKeyedService<IBackfillSource>(name);
        Loggers = services.GetRequiredService<ILoggerFactory>();
        _logger = LoggerOf("Provider");
        Instruments = new KafkaStreamInstruments(name, services.GetRequiredService<IMeterFactory>(), LoggerOf("Events"), GetPartitions);
        Topics = new KafkaTopics(Options, Time, LoggerOf("Topics"));
        Publisher = new KafkaPublisher(name, Options, Adapter, Instruments, Topics, LoggerOf("Publisher"));
        Past = new PastSource(this);
        Checkpoints = services.GetKeyedService<ICheckpointStore>(name)
            ?? new KafkaCheckpointStore(
                name, Options, services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<HeldCheckpoints>());
        Owners = new PartitionOwners(
            services.GetService<ILocalSiloDetails>()?.SiloAddress, services.GetService<ISiloStatusOracle>());
    }

    public string Name { get; }
    public TimeProvider Time { get; }
    public KafkaStreamOptions Options { get; }
    public IKafkaDataAdapter Adapter { get; }
    public IBackfillSource? Backfill { get; }
    public ICheckpointStore Checkpoints { get; }
    public PartitionOwners Owners { get; }
    public ConsumingSilos Consumers { get; } = new();
    public KafkaStreamInstruments Instruments { get; }
    public KafkaTopics Topics { get; }
    public KafkaPublisher Publisher { get; }
    public PastSource Past { get; }
    public ILoggerFactory Loggers { get; }

    /// <summary>The silo is stopping: nothing new is taken, what was taken is delivered.</summary>
    public bool IsDraining { get; private set; }

    public bool IsTopicReady => Topics.IsReady;

    public string? Problem => Topics.Problem ?? _hub?.Problem ?? Publisher.Problem ?? Consumers.Problem;

    /// <summary>Made when the first partition is assigned: a client that only publishes has none.</summary>
    public ConsumerHub Hub
    {
        get
        {
            lock (_gate) return _hub ??= new ConsumerHub(Name, Options, Topics, LoggerOf("Consumer"));
        }
    }

    public static int SizeOf(ConsumeResult<byte[], byte[]> record) => 128 + (record.Message.Key?.Length ?? 0) + (record.Message.Value?.Length ?? 0);

    public static Dictionary<string, object>? ContextOf(IncomingEvent item) => item.RequestContext switch
    {
        null or { Count: 0 } => null,
        Dictionary<string, object> context => context,
        var context => new Dictionary<string, object>(context),
    };

    public ILogger LoggerOf(string part) => Loggers.CreateLogger($"Orleans.Streams.Kafka.{part}.{Name}");

    public IReadOnlyList<KafkaPartitionStatus> GetPartitions() =>
        [.. _receivers.Values.Select(receiver => receiver.Status).OrderBy(status => status.Partition)];

    public void Register(PartitionReceiver receiver) => _receivers[receiver.Partition] = receiver;

    public void Unregister(PartitionReceiver receiver) => _receivers.TryRemove(new(receiver.Partition, receiver));

    /// <summary>True if nothing more is taken from the partition: the silo stops, or another is to have it.</summary>
    public bool IsLeaving(int partition) => IsDraining || _leaving.ContainsKey(partition);

    public void Keep(int partition) => _leaving.TryRemove(partition, out _);

    /// <summary>Takes nothing more from a partition that another silo is to have.</summary>
    public void Leave(int partition) => _leaving[partition] = true;

    /// <summary>Completes when what was taken from the partition is delivered, or when the time for it is over.</summary>
    public Task DrainAsync(int partition, CancellationToken cancellationToken) =>
        DrainAsync(receiver => receiver.Partition == partition, cancellationToken);

    /// <summary>Throws what the adapter throws: then the record is not ours.</summary>
    public IncomingEvent Decode(ConsumeResult<byte[], byte[]> record)
    {
        var message = record.Message;
        var item = Adapter.Decode(new IncomingRecord
        {
            Topic = record.Topic,
            Partition = record.Partition.Value,
            Offset = record.Offset.Value,
            Key = message.Key,
            Value = message.Value,
            Headers = message.Headers is { Count: > 0 } headers ? new RecordHeaders(headers) : [],
            TimestampMs = message.Timestamp.UnixTimestampMs,
        });
        if (item.Event is null) throw new FormatException("The data adapter made no event of the record.");
        if (Adapter.IsSequenced && item.Sequence is not > 0) throw new FormatException($"The record's sequence number is {item.Sequence}; 1 or more is wanted.");
        return item with { StreamId = StreamOf(item.StreamId, record.Partition.Value) };
    }

    public bool TryDecode(ConsumeResult<byte[], byte[]> record, out IncomingEvent item)
    {
        try
        {
            item = Decode(record);
            return true;
        }
        catch (Exception exception)
        {
            // It went to the dead-letter topic when it was first read.
            LogUndecodable(record.Offset.Value, record.Partition.Value, exception.Message);
            item = default;
            return false;
        }
    }

    public StreamId StreamOf(StreamId streamId, int partition) => Options.Mapping == KafkaStreamMapping.ByKey
        ? streamId
        : Options.PartitionStreamKey == KafkaPartitionStreamKey.Integer
            ? StreamId.Create(Options.PartitionStreamNamespace, partition)
            : StreamId.Create(Options.PartitionStreamNamespace, partition.ToString(System.Globalization.CultureInfo.InvariantCulture));

    void ILifecycleParticipant<ISiloLifecycle>.Participate(ISiloLifecycle lifecycle)
    {
        // Stages stop from the last to the first: drain, then Orleans stops the agents, then the consumer, and, when no grain is left
        // that could publish, the producer.
        lifecycle.Subscribe($"KafkaStreams.{Name}.Drain", ServiceLifecycleStage.Active + 1, _ => Task.CompletedTask, DrainAsync);
        lifecycle.Subscribe($"KafkaStreams.{Name}.Consumer", ServiceLifecycleStage.ApplicationServices - 1, _ => Task.CompletedTask, StopReadingAsync);
        lifecycle.Subscribe($"KafkaStreams.{Name}.Producer", ServiceLifecycleStage.RuntimeInitialize, _ => Task.CompletedTask, _ => Publisher.CloseAsync());
    }

    void ILifecycleParticipant<IClusterClientLifecycle>.Participate(IClusterClientLifecycle lifecycle) => lifecycle.Subscribe(
        $"KafkaStreams.{Name}.Producer", ServiceLifecycleStage.RuntimeInitialize, _ => Task.CompletedTask, _ => Publisher.CloseAsync());

    /// <summary>The container knows this object by several names and disposes of it by each.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        _hub?.Dispose();
        Past.Dispose();
        Topics.Dispose();
        Publisher.Dispose();
        (Checkpoints as KafkaCheckpointStore)?.Dispose();
    }

    private Task DrainAsync(CancellationToken cancellationToken)
    {
        IsDraining = true;
        return DrainAsync(static _ => true, cancellationToken);
    }

    private async Task DrainAsync(Func<PartitionReceiver, bool> isMeant, CancellationToken cancellationToken)
    {
        var started = Time.GetTimestamp();
        while (Undelivered() is var left and > 0)
        {
            if (Time.GetElapsedTime(started).TotalMilliseconds > Options.CloseTimeoutMs || cancellationToken.IsCancellationRequested)
            {
                LogNotDrained(left, Options.CloseTimeoutMs);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        int Undelivered() => _receivers.Values.Where(isMeant).Sum(receiver => receiver.Undelivered);
    }

    private async Task StopReadingAsync(CancellationToken cancellationToken)
    {
        if (_hub is not { } hub) return;
        await hub.StopAsync().WaitAsync(TimeSpan.FromMilliseconds(Options.CloseTimeoutMs), Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(10, LogLevel.Warning, "{Undelivered} records were not delivered within CloseTimeoutMs {CloseTimeoutMs}; the next owner delivers them")]
    private partial void LogNotDrained(int undelivered, int closeTimeoutMs);

    [LoggerMessage(11, LogLevel.Debug, "The record at offset {Offset} of partition {Partition} was passed over: {Reason}")]
    private partial void LogUndecodable(long offset, int partition, string reason);
}
