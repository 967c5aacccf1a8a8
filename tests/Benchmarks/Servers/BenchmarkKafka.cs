using CommandProcessor.Testing.Servers;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Streams.Kafka;

namespace CommandProcessor.Benchmarks.Servers;

/// <summary>The Kafka of a run: the embedded broker, an Apache Kafka of its own, or one that runs elsewhere. Starts when it is first needed.</summary>
/// <param name="choice"><see cref="Embedded"/>, <see cref="Own"/>, or bootstrap servers.</param>
internal sealed class BenchmarkKafka(string choice) : IAsyncDisposable
{
    public const string Embedded = "embedded";
    public const string Own = "own";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private EmbeddedKafka? _embedded;
    private KafkaServer? _own;
    private string? _bootstrapServers;

    public string Description => choice switch
    {
        Embedded => "embedded broker (in this process)",
        Own => "Apache Kafka on this machine",
        _ => $"Kafka at {choice}",
    };

    /// <summary>Starts the broker if need be and makes a topic for one contender.</summary>
    public async Task<BenchmarkTopic> CreateTopicAsync(string name, int partitions, CancellationToken cancellationToken)
    {
        _bootstrapServers ??= await StartAsync(cancellationToken);
        var topic = new BenchmarkTopic($"bench-{name}-{Environment.ProcessId}", partitions, _bootstrapServers, _embedded is not null);
        _embedded?.CreateTopic(topic.Name, partitions);
        return topic;
    }

    /// <summary>How many records the topic has taken, whether it still holds them or not.</summary>
    public static long Count(BenchmarkTopic topic)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = topic.BootstrapServers, GroupId = "count" }).Build();
        return Enumerable.Range(0, topic.Partitions)
            .Sum(partition => consumer.QueryWatermarkOffsets(new(topic.Name, partition), AnswerTimeout).High.Value);
    }

    public async ValueTask DisposeAsync()
    {
        _embedded?.Dispose();
        if (_own is not null) await _own.DisposeAsync();
    }

    private async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        switch (choice)
        {
            case Embedded:
                _embedded = EmbeddedKafka.Start(new(), NullLogger.Instance);
                return _embedded.BootstrapServers;
            case Own:
                _own = await KafkaServer.StartAsync(cancellationToken);
                return _own.BootstrapServers;
            default:
                return choice;
        }
    }
}
