using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Orleans.Streams.Kafka;

/// <summary>
/// Finds the topic as the options want it, or creates it. With the brokers away the provider starts all the same and this goes on
/// trying; a topic that contradicts the options stays refused.
/// </summary>
internal sealed partial class KafkaTopics(KafkaStreamOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan AdminTimeout = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = logger;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _search;
    private volatile string? _problem = "The topic has not been looked for yet.";

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    public string? Problem => _problem;

    /// <summary>Starts the search and waits for it, within StartTimeoutMs. Throws only when the topic contradicts the options.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Search();
        try
        {
            await _ready.Task.WaitAsync(TimeSpan.FromMilliseconds(options.StartTimeoutMs), time, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogNotReady(options.Topic, _problem ?? "");
        }
    }

    /// <summary>True when the topic is ready within that time.</summary>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (IsReady) return true;
        var ready = _ready.Task;
        await ready.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ready.IsCompletedSuccessfully;
    }

    /// <summary>The topic seems to be gone: look for it again, and make it again.</summary>
    public void Recheck()
    {
        lock (_gate)
        {
            if (_search is { IsCompleted: false }) return;
            _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Search();
    }

    public void Dispose() => _closing.Cancel();

    private void Search()
    {
        lock (_gate)
        {
            if (_search is { IsCompleted: false }) return;
            _search = Task.Run(() => SearchAsync(_closing.Token));
        }
    }

    private async Task SearchAsync(CancellationToken cancellationToken)
    {
        using var admin = Build();
        for (var delay = options.BackoffMinMs; !cancellationToken.IsCancellationRequested; delay = Math.Min(options.BackoffMaxMs, delay * 2))
        {
            try
            {
                if (await FindAsync(admin))
                {
                    _problem = null;
                    _ready.TrySetResult();
                    await EnsureDeadLetterTopicAsync();
                    await CheckRetentionAsync(admin);
                    return;
                }
            }
            catch (KafkaTopicException exception)
            {
                _problem = exception.Message;
                LogRefused(exception.Message);
                _ready.TrySetException(exception);
                return;
            }
            catch (Exception exception) // Whatever it is: nothing is read or published until the topic is found.
            {
                var reason = exception is KafkaException { Error: var error } ? error.Reason : exception.Message;
                if (_problem != reason) LogSearchFailed(options.Topic, reason);
                _problem = reason;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(delay), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>False: it was just created, or is being deleted; look again.</summary>
    private async Task<bool> FindAsync(IAdminClient admin)
    {
        var found = admin.GetMetadata(AdminTimeout).Topics.Find(topic => topic.Topic == options.Topic);
        if (found is null || found.Error.Code == KafkaCode.UnknownTopicOrPart)
        {
            if (!options.CreateTopic)
                throw new KafkaTopicException($"Topic {options.Topic} does not exist and KafkaStreamOptions.CreateTopic is false.");
            await CreateAsync(admin, options.Topic, options.PartitionCount, options.RetentionMs);
            LogCreated(options.Topic, options.PartitionCount, options.ReplicationFactor);
            return false;
        }

        if (found.Error.IsError) throw new KafkaException(found.Error);
        if (found.Partitions.Count != options.PartitionCount)
        {
            throw new KafkaTopicException(
                $"Topic {options.Topic} has {found.Partitions.Count} partitions; KafkaStreamOptions.PartitionCount is {options.PartitionCount}.");
        }

        if (found.Partitions.Exists(partition => partition.Replicas.Length != options.ReplicationFactor))
            LogReplication(options.Topic, found.Partitions[0].Replicas.Length, options.ReplicationFactor);
        return true;
    }

    /// <summary>Makes a topic of one partition for dead letters, if brokers do that and it is not there.</summary>
    private async Task EnsureDeadLetterTopicAsync()
    {
        if (!options.CreateTopic) return;
        using var admin = Build(createsTopics: true);
        try
        {
            await CreateAsync(admin, options.DeadLetterTopicName, partitions: 1, retentionMs: -1);
        }
        catch (KafkaException exception) when (exception is not CreateTopicsException)
        {
            // The embedded broker has no such request; it makes a topic when it is asked about it.
            LogCannotCreate(options.DeadLetterTopicName, exception.Error.Reason);
            admin.GetMetadata(options.DeadLetterTopicName, AdminTimeout);
        }
    }

    private async Task CheckRetentionAsync(IAdminClient admin)
    {
        try
        {
            var described = await admin.DescribeConfigsAsync(
                [new ConfigResource { Type = ResourceType.Topic, Name = options.Topic }], new DescribeConfigsOptions { RequestTimeout = AdminTimeout });
            if (described[0].Entries.TryGetValue("retention.ms", out var entry)
                && long.TryParse(entry.Value, CultureInfo.InvariantCulture, out var retention)
                && retention != options.RetentionMs)
            {
                LogRetention(options.Topic, retention, options.RetentionMs);
            }
        }
        catch (KafkaException exception)
        {
            // Not every broker, and not every user, may describe settings.
            LogUnchecked(options.Topic, exception.Error.Reason);
        }
    }

    private async Task CreateAsync(IAdminClient admin, string topic, int partitions, long retentionMs)
    {
        var configs = new Dictionary<string, string>(options.TopicSettings, StringComparer.Ordinal)
        {
            ["retention.ms"] = retentionMs.ToString(CultureInfo.InvariantCulture),
            ["max.message.bytes"] = (options.RecordBytesMax + 65_536).ToString(CultureInfo.InvariantCulture),
        };
        try
        {
            await admin.CreateTopicsAsync(
                [new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = options.ReplicationFactor, Configs = configs }],
                new CreateTopicsOptions { RequestTimeout = AdminTimeout });
        }
        catch (CreateTopicsException exception) when (exception.Results.TrueForAll(result => result.Error.Code == KafkaCode.TopicAlreadyExists))
        {
            // Another silo was first.
        }
        catch (CreateTopicsException exception) when (exception.Results.Exists(result => result.Error.Code.IsFinal))
        {
            throw new KafkaTopicException($"Topic {topic} cannot be created: {exception.Results[0].Error.Reason}");
        }
    }

    private IAdminClient Build(bool createsTopics = false) =>
        new AdminClientBuilder(KafkaClientSettings.Admin(options, createsTopics)).SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => _problem = error.Reason).Build();

    [LoggerMessage(30, LogLevel.Information, "Created topic {Topic} with {Partitions} partitions and replication factor {ReplicationFactor}")]
    private partial void LogCreated(string topic, int partitions, short replicationFactor);

    [LoggerMessage(31, LogLevel.Warning, "Topic {Topic} is not ready; going on without it and trying on: {Problem}")]
    private partial void LogNotReady(string topic, string problem);

    [LoggerMessage(32, LogLevel.Warning, "Looking for topic {Topic} failed: {Reason}")]
    private partial void LogSearchFailed(string topic, string reason);

    [LoggerMessage(33, LogLevel.Critical, "{Problem}")]
    private partial void LogRefused(string problem);

    [LoggerMessage(34, LogLevel.Warning, "Topic {Topic} has replication factor {Actual}; the options want {Wanted}")]
    private partial void LogReplication(string topic, int actual, short wanted);

    [LoggerMessage(35, LogLevel.Warning, "Topic {Topic} keeps records for {Actual} ms; the options want {Wanted} ms")]
    private partial void LogRetention(string topic, long actual, long wanted);

    [LoggerMessage(36, LogLevel.Debug, "The settings of topic {Topic} could not be read: {Reason}")]
    private partial void LogUnchecked(string topic, string reason);

    [LoggerMessage(37, LogLevel.Debug, "Topic {Topic} could not be created: {Reason}")]
    private partial void LogCannotCreate(string topic, string reason);
}
