using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Orleans.Streams.Kafka;

/// <summary>
/// A broker inside this process that speaks Kafka's protocol: librdkafka's mock cluster. <b>For development and tests.</b> Any
/// Kafka client reaches it at <see cref="BootstrapServers"/>, on the loopback address. It keeps records in memory, about 5 MB a
/// partition, forgets the oldest beyond that, and forgets everything when it is disposed.
/// </summary>
public sealed partial class EmbeddedKafka : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private readonly int _brokers;
    private readonly Dictionary<string, int> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Socket> _kept = [];
    private nint _client;
    private nint _cluster;

    private EmbeddedKafka(int brokers, ILogger logger)
    {
        _brokers = brokers;
        _logger = logger;
        _client = NewClient();
        _cluster = NativeKafka.ClusterNew(_client, brokers);
        if (_cluster == 0)
        {
            NativeKafka.Destroy(_client);
            throw new InvalidOperationException($"librdkafka did not start an embedded cluster of {brokers} brokers.");
        }

        BootstrapServers = Marshal.PtrToStringUTF8(NativeKafka.ClusterBootstraps(_cluster)) ?? "";
    }

    /// <summary>Addresses for any Kafka client, for instance <c>127.0.0.1:36021</c>.</summary>
    public string BootstrapServers { get; }

    /// <summary>
    /// librdkafka settings that suit this broker: it answers a fetch that found nothing only when its wait is over, so the wait is short.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ConsumerSettings { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["fetch.wait.max.ms"] = "3" };

    public static EmbeddedKafka Start(EmbeddedKafkaOptions options, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        if (options.BrokerCount is < 1 or > 16)
            throw new ArgumentOutOfRangeException(nameof(options), $"EmbeddedKafkaOptions.BrokerCount {options.BrokerCount} is not in 1 to 16.");

        var kafka = new EmbeddedKafka(options.BrokerCount, logger);
        foreach (var (topic, partitions) in options.Topics) kafka.CreateTopic(topic, partitions);
        kafka.LogStarted(kafka.BootstrapServers);
        return kafka;
    }

    /// <summary>Creates a topic. The broker has no request for that, and creates unknown topics by itself with 4 partitions.</summary>
    public void CreateTopic(string topic, int partitions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        if (partitions is < 1 or > 4096)
            throw new ArgumentOutOfRangeException(nameof(partitions), partitions, $"Topic {topic} cannot have {partitions} partitions; 1 to 4096.");

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_cluster == 0, this);
            if (_topics.TryGetValue(topic, out var existing))
            {
                if (existing == partitions) return;
                throw new InvalidOperationException($"Topic {topic} exists with {existing} partitions, not {partitions}.");
            }

            Check(NativeKafka.TopicCreate(_cluster, topic, partitions, Math.Min(3, _brokers)), $"create topic {topic}");
            _topics.Add(topic, partitions);
        }
    }

    /// <summary>For tests: the broker refuses connections until <see cref="SetUp"/>. Brokers are numbered from 1.</summary>
    public void SetDown(int broker)
    {
        OnBroker(broker, NativeKafka.BrokerSetDown, "set down");
        lock (_gate)
        {
            if (!_kept.ContainsKey(broker)) _kept[broker] = Keep(IPEndPoint.Parse(BootstrapServers.Split(',')[broker - 1]));
        }
    }

    public void SetUp(int broker)
    {
        OnBroker(broker, NativeKafka.BrokerSetUp, "set up");
        lock (_gate)
        {
            if (_kept.Remove(broker, out var kept)) kept.Dispose();
        }
    }

    /// <summary>For tests: every answer of the broker takes this long.</summary>
    public void SetRoundTrip(int broker, int milliseconds) =>
        OnBroker(broker, (cluster, id) => NativeKafka.BrokerSetRoundTrip(cluster, id, milliseconds), "set the round trip of");

    public void Dispose()
    {
        lock (_gate)
        {
            if (_cluster == 0) return;

            foreach (var kept in _kept.Values) kept.Dispose();

            // The cluster runs on its client's threads, so it must go first.
            NativeKafka.ClusterDestroy(_cluster);
            _cluster = 0;
            NativeKafka.Destroy(_client);
            _client = 0;
        }

        LogStopped(BootstrapServers);
    }

    private void OnBroker(int broker, Func<nint, int, int> act, string what)
    {
        if (broker < 1 || broker > _brokers)
            throw new ArgumentOutOfRangeException(nameof(broker), broker, $"There are brokers 1 to {_brokers}.");

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_cluster == 0, this);
            Check(act(_cluster, broker), $"{what} broker {broker}");
        }
    }

    /// <summary>
    /// Nobody listens there, and nobody else gets the port: the next connection of any process might, and librdkafka ends the process if it cannot have
    /// its port back.
    /// </summary>
    private static Socket Keep(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(address);
        return socket;
    }

    private static unsafe nint NewClient()
    {
        var error = stackalloc byte[NativeKafka.ErrorTextBytes];
        var configuration = NativeKafka.ConfigurationNew();

        // It connects to nobody, which it would otherwise complain of on the console.
        Check(NativeKafka.ConfigurationSet(configuration, "log_level", "0", error, NativeKafka.ErrorTextBytes), "take its settings");
        var client = NativeKafka.New(NativeKafka.ProducerType, configuration, error, NativeKafka.ErrorTextBytes);
        if (client != 0) return client;
        throw new InvalidOperationException($"librdkafka did not start: {Marshal.PtrToStringUTF8((nint)error)}");
    }

    private static void Check(int error, string what)
    {
        if (error != 0) throw new InvalidOperationException($"librdkafka did not {what}: error {error}.");
    }

    [LoggerMessage(1, LogLevel.Warning,
        "Embedded Kafka broker on {BootstrapServers}, for development and tests: it keeps little and forgets all at the end of this process")]
    private partial void LogStarted(string bootstrapServers);

    [LoggerMessage(2, LogLevel.Information, "Embedded Kafka broker on {BootstrapServers} has stopped")]
    private partial void LogStopped(string bootstrapServers);
}
