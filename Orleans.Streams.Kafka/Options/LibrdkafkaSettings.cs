using System.Runtime.InteropServices;

namespace Orleans.Streams.Kafka;

/// <summary>Asks librdkafka itself whether it knows a setting, without starting a client.</summary>
internal static class LibrdkafkaSettings
{
    /// <summary>What this provider depends on; an option of its own stands for each.</summary>
    private static readonly Dictionary<string, string> Reserved = new(StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = nameof(KafkaStreamOptions.BootstrapServers),
        ["metadata.broker.list"] = nameof(KafkaStreamOptions.BootstrapServers),
        ["group.id"] = nameof(KafkaStreamOptions.ConsumerGroup),
        ["message.max.bytes"] = nameof(KafkaStreamOptions.RecordBytesMax),
        ["queue.buffering.max.messages"] = nameof(KafkaStreamOptions.PublishRecordsMax),
        ["message.timeout.ms"] = nameof(KafkaStreamOptions.PublishTimeoutMs),
        ["delivery.timeout.ms"] = nameof(KafkaStreamOptions.PublishTimeoutMs),
        ["auto.offset.reset"] = nameof(KafkaStreamOptions.StartFrom),
        ["enable.auto.commit"] = "the checkpoint",
        ["enable.auto.offset.store"] = "the checkpoint",
        ["enable.idempotence"] = "the provider's order",
        ["acks"] = "the provider's durability",
        ["request.required.acks"] = "the provider's durability",
        ["partition.assignment.strategy"] = "Orleans' queue balancer",
        ["enable.partition.eof"] = "the receiver",
    };

    /// <summary>One sentence a mistake.</summary>
    public static unsafe IEnumerable<string> Check(string option, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var mistakes = new List<string>();
        var error = stackalloc byte[NativeKafka.ErrorTextBytes];
        var configuration = NativeKafka.ConfigurationNew();
        try
        {
            foreach (var (name, value) in settings)
            {
                if (Reserved.TryGetValue(name, out var owner))
                {
                    mistakes.Add($"{option}: librdkafka setting '{name}' is set by {owner}; remove it.");
                }
                else if (NativeKafka.ConfigurationSet(configuration, name, value, error, NativeKafka.ErrorTextBytes) != NativeKafka.ConfigurationOk)
                {
                    mistakes.Add($"{option}: librdkafka refuses '{name}' = '{Shown(name, value)}': {Marshal.PtrToStringUTF8((nint)error)}.");
                }
            }
        }
        finally
        {
            NativeKafka.ConfigurationDestroy(configuration);
        }

        return mistakes;
    }

    private static string Shown(string name, string value) =>
        name.Contains("password", StringComparison.Ordinal) || name.Contains("secret", StringComparison.Ordinal) ? "(hidden)" : value;
}
