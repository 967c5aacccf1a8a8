using System.Collections.Concurrent;
using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>
/// The one consumer of a silo and provider, on a thread of its own. Orleans' balancer says which partitions it reads: they are
/// assigned, never subscribed to, so no group rebalance can move an offset behind our back. Everything is done between two polls.
/// </summary>
internal sealed partial class ConsumerHub : IDisposable
{
    /// <summary>Data ends a poll at once; only commands wait for its end.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<Action<IConsumer<byte[], byte[]>>> _commands = new();
    private readonly Dictionary<int, PartitionFeed> _feeds = [];
    private readonly KafkaStreamOptions _options;
    private readonly KafkaTopics _topics;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isStopping;
    private volatile string? _problem;

    public ConsumerHub(string provider, KafkaStreamOptions options, KafkaTopics topics, ILogger logger)
    {
        _topics = topics;
        _options = options;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = $"kafka-consumer-{provider}" };
        _thread.Start();
    }

    /// <summary>What the brokers' last error was, until a record comes again.</summary>
    public string? Problem => _problem;

    public PartitionFeed Assign(int partition, Offset offset, PullSignal signal)
    {
        var feed = new PartitionFeed(partition, _options.ReceiveRecordsMax, signal, Resume);
        Post(consumer =>
        {
            if (_feeds.Remove(partition)) consumer.IncrementalUnassign([Place(partition)]);
            _feeds[partition] = feed;
            consumer.IncrementalAssign([new TopicPartitionOffset(Place(partition), offset)]);
        });
        return feed;
    }

    /// <summary>Completes when nothing more comes into the feed, and what was stored for it is on its way to the brokers.</summary>
    public Task UnassignAsync(PartitionFeed feed)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(consumer =>
        {
            try
            {
                if (_feeds.TryGetValue(feed.Partition, out var current) && ReferenceEquals(current, feed))
                {
                    _feeds.Remove(feed.Partition);
                    consumer.IncrementalUnassign([Place(feed.Partition)]);
                }
            }
            finally
            {
                done.TrySetResult();
            }
        });
        return done.Task;
    }

    /// <summary>The offset is committed to Kafka within the checkpoint period, in the background.</summary>
    public void StoreOffset(PartitionFeed feed, long nextOffset) => Post(consumer =>
    {
        if (_feeds.TryGetValue(feed.Partition, out var current) && ReferenceEquals(current, feed))
            consumer.StoreOffset(new TopicPartitionOffset(Place(feed.Partition), nextOffset));
    });

    /// <summary>Commits what was stored and closes.</summary>
    public Task StopAsync()
    {
        _isStopping = true;
        return _stopped.Task;
    }

    public void Dispose() => _isStopping = true;

    private TopicPartition Place(int partition) => new(_options.Topic, partition);

    private void Resume(PartitionFeed feed) => Post(consumer =>
    {
        if (_feeds.TryGetValue(feed.Partition, out var current) && ReferenceEquals(current, feed)) consumer.Resume([Place(feed.Partition)]);
    });

    private void Post(Action<IConsumer<byte[], byte[]>> command)
    {
        // After the end there is nothing to command, and commands that somebody awaits must not hang.
        if (_stopped.Task.IsCompleted) return;
        _commands.Enqueue(command);
    }

    private void Run()
    {
        try
        {
            using var consumer = new ConsumerBuilder<byte[], byte[]>(KafkaClientSettings.Consumer(_options))
                .SetErrorHandler((_, error) => OnError(error))
                .SetLogHandler((_, message) => LogLibrdkafka(message.Facility, message.Message))
                .Build();
            while (!_isStopping)
            {
                RunCommands(consumer);
                PollOnce(consumer);
            }

            RunCommands(consumer);
            consumer.Close();
        }
        catch (Exception exception)
        {
            _problem = exception.Message;
            LogEnded(exception);
        }
        finally
        {
            _stopped.TrySetResult();
        }
    }

    private void RunCommands(IConsumer<byte[], byte[]> consumer)
    {
        while (_commands.TryDequeue(out var command))
        {
            try
            {
                command(consumer);
            }
            catch (KafkaException exception)
            {
                _problem = exception.Message;
                LogCommandFailed(exception);
            }
        }
    }

    private void PollOnce(IConsumer<byte[], byte[]> consumer)
    {
        try
        {
            var record = consumer.Consume(Poll);
            if (record?.Message is null) return;
            _problem = null;
            if (!_feeds.TryGetValue(record.Partition.Value, out var feed)) return;
            if (!feed.Add(record)) consumer.Pause([record.TopicPartition]);
        }
        catch (ConsumeException exception)
        {
            _problem = exception.Error.Reason;
            LogPollFailed(exception.Error.Code.ToString(), exception.Error.Reason);
            if (exception.Error.Code.IsMissingTopic) _topics.Recheck();
        }
    }

    private void OnError(Error error)
    {
        _problem = error.Reason;
        LogBroker(error.Code.ToString(), error.Reason);
    }

    [LoggerMessage(40, LogLevel.Warning, "Kafka consumer: {Code}: {Reason}")]
    private partial void LogBroker(string code, string reason);

    [LoggerMessage(41, LogLevel.Warning, "Reading from Kafka failed: {Code}: {Reason}")]
    private partial void LogPollFailed(string code, string reason);

    [LoggerMessage(42, LogLevel.Warning, "The Kafka consumer refused a command")]
    private partial void LogCommandFailed(Exception exception);

    [LoggerMessage(43, LogLevel.Critical, "The thread of the Kafka consumer has ended; nothing is read any more")]
    private partial void LogEnded(Exception exception);

    [LoggerMessage(44, LogLevel.Debug, "librdkafka {Facility}: {Message}")]
    private partial void LogLibrdkafka(string facility, string message);
}
