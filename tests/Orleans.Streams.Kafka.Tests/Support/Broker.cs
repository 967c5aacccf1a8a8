using Microsoft.Extensions.Logging.Abstractions;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>Where the tests of one class find Kafka.</summary>
public abstract class Broker : IDisposable
{
    public abstract string BootstrapServers { get; }

    public abstract void CreateTopic(string topic, int partitions);

    public abstract void Configure(KafkaStreamOptions options);

    /// <summary>Options for a topic of its own.</summary>
    public Action<KafkaStreamOptions> NewTopic(int partitions = 4, Action<KafkaStreamOptions>? more = null, string? name = null)
    {
        var topic = name ?? "t" + Guid.NewGuid().ToString("N");
        CreateTopic(topic, partitions);
        return options =>
        {
            options.BootstrapServers = BootstrapServers;
            options.Topic = topic;
            options.PartitionCount = partitions;
            options.ConsumerGroup = "g-" + topic;
            options.CheckpointPeriodMs = 200;
            options.BackfillIdleMs = 300;
            Configure(options);
            more?.Invoke(options);
        };
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

public sealed class EmbeddedBroker : Broker
{
    public EmbeddedKafka Kafka { get; } = EmbeddedKafka.Start(new EmbeddedKafkaOptions(), NullLogger.Instance);

    public override string BootstrapServers => Kafka.BootstrapServers;

    public override void CreateTopic(string topic, int partitions) => Kafka.CreateTopic(topic, partitions);

    public override void Configure(KafkaStreamOptions options)
    {
        foreach (var (name, value) in EmbeddedKafka.ConsumerSettings) options.ConsumerSettings[name] = value;
    }

    public override void Dispose()
    {
        Kafka.Dispose();
        base.Dispose();
    }
}

/// <summary>The Apache Kafka that COMMANDPROCESSOR_TEST_KAFKA names.</summary>
public sealed class ApacheBroker : Broker
{
    public const string Variable = "COMMANDPROCESSOR_TEST_KAFKA";

    public static bool IsThere => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Variable));

    public override string BootstrapServers => Environment.GetEnvironmentVariable(Variable) ?? "";

    public override void CreateTopic(string topic, int partitions)
    {
        // The provider creates it.
    }

    public override void Configure(KafkaStreamOptions options)
    {
    }
}
