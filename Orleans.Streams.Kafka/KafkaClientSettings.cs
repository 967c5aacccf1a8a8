using System.Globalization;
using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>librdkafka's settings for each kind of client: low latency first, then the options, then what the provider relies on.</summary>
internal static class KafkaClientSettings
{
    public static ProducerConfig Producer(KafkaStreamOptions options)
    {
        var settings = Common(options);
        settings["linger.ms"] = "0";
        settings["batch.num.messages"] = "10000";
        settings["queue.buffering.max.kbytes"] = "1048576";
        settings["retry.backoff.ms"] = "20";
        settings["topic.metadata.refresh.sparse"] = "true";
        Merge(settings, options.Librdkafka);
        Merge(settings, options.ProducerSettings);
        settings["acks"] = "all";
        settings["enable.idempotence"] = "true";
        settings["message.timeout.ms"] = Text(options.PublishTimeoutMs);
        settings["message.max.bytes"] = Text(options.RecordBytesMax + 65_536);
        settings["queue.buffering.max.messages"] = Text(options.PublishRecordsMax + 1);

        // Who published still has the record: copied back with the acknowledgement it would only be thrown away.
        settings["dotnet.producer.delivery.report.fields"] = "none";
        return new ProducerConfig(settings);
    }

    public static ConsumerConfig Consumer(KafkaStreamOptions options)
    {
        var settings = Reading(options);
        settings["auto.commit.interval.ms"] = Text(options.CheckpointPeriodMs);
        settings["enable.auto.commit"] = "true";
        settings["enable.auto.offset.store"] = "false";
        return new ConsumerConfig(settings);
    }

    /// <summary>For catch-up: reads by offset and commits nothing.</summary>
    public static ConsumerConfig PastConsumer(KafkaStreamOptions options)
    {
        var settings = Reading(options);
        settings["enable.auto.commit"] = "false";
        settings["enable.auto.offset.store"] = "false";
        settings["enable.partition.eof"] = "true";
        settings["queued.max.messages.kbytes"] = "4096";
        return new ConsumerConfig(settings);
    }

    public static AdminClientConfig Admin(KafkaStreamOptions options, bool createsTopics = false)
    {
        var settings = Common(options);
        Merge(settings, options.Librdkafka);
        if (createsTopics) settings["allow.auto.create.topics"] = "true";
        return new AdminClientConfig(settings);
    }

    private static Dictionary<string, string> Reading(KafkaStreamOptions options)
    {
        var settings = Common(options);
        settings["fetch.min.bytes"] = "1";

        // A paused partition goes on by a seek, which takes effect when the fetch under way has ended: so long a broker holds one at the end of the log.
        settings["fetch.wait.max.ms"] = "20";
        settings["fetch.error.backoff.ms"] = "20";
        settings["fetch.queue.backoff.ms"] = "2";
        settings["queued.max.messages.kbytes"] = "32768";
        Merge(settings, options.Librdkafka);
        Merge(settings, options.ConsumerSettings);
        settings["group.id"] = options.ConsumerGroup;
        settings["auto.offset.reset"] = "earliest";
        settings["fetch.message.max.bytes"] = Text(Math.Max(1_048_576, options.RecordBytesMax + 65_536));
        return settings;
    }

    private static Dictionary<string, string> Common(KafkaStreamOptions options) => new(StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = options.BootstrapServers,
        ["socket.nagle.disable"] = "true",
        ["reconnect.backoff.ms"] = "20",
        ["reconnect.backoff.max.ms"] = Text(Math.Clamp(options.BackoffMaxMs, 20, 2_000)),
        ["log.connection.close"] = "false",
        ["allow.auto.create.topics"] = "false",

        // How long a topic that is gone is taken for one that has just been made: half a minute unless set.
        ["topic.metadata.propagation.max.ms"] = "3000",
    };

    private static void Merge(Dictionary<string, string> settings, IEnumerable<KeyValuePair<string, string>> more)
    {
        foreach (var (name, value) in more) settings[name] = value;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
