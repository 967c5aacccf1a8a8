using Microsoft.Extensions.Options;

namespace Orleans.Streams.Kafka;

/// <summary>What one option says about another, and what librdkafka says about its settings. Lists every mistake at once.</summary>
internal sealed class KafkaStreamCrossValidator : IValidateOptions<KafkaStreamOptions>
{
    public ValidateOptionsResult Validate(string? name, KafkaStreamOptions options)
    {
        var mistakes = new List<string>();
        mistakes.AddRange(LibrdkafkaSettings.Check(nameof(options.Librdkafka), options.Librdkafka));
        mistakes.AddRange(LibrdkafkaSettings.Check(nameof(options.ProducerSettings), options.ProducerSettings));
        mistakes.AddRange(LibrdkafkaSettings.Check(nameof(options.ConsumerSettings), options.ConsumerSettings));

        if (options.BackoffMinMs > options.BackoffMaxMs)
            mistakes.Add($"BackoffMinMs {options.BackoffMinMs} exceeds BackoffMaxMs {options.BackoffMaxMs}.");
        if (options.Mapping == KafkaStreamMapping.ByPartition && string.IsNullOrWhiteSpace(options.PartitionStreamNamespace))
            mistakes.Add("PartitionStreamNamespace is needed when Mapping is ByPartition.");
        if (options.CacheRecordsMax > options.UndeliveredWindowMax)
            mistakes.Add($"CacheRecordsMax {options.CacheRecordsMax} exceeds UndeliveredWindowMax {options.UndeliveredWindowMax}.");
        if (options.DeliveryBytesMax > options.CacheBytesMax)
            mistakes.Add($"DeliveryBytesMax {options.DeliveryBytesMax} exceeds CacheBytesMax {options.CacheBytesMax}.");
        if (options.RecordBytesMax > options.CacheBytesMax)
            mistakes.Add($"RecordBytesMax {options.RecordBytesMax} exceeds CacheBytesMax {options.CacheBytesMax}.");
        if (string.Equals(options.DeadLetterTopicName, options.Topic, StringComparison.Ordinal))
            mistakes.Add($"DeadLetterTopic {options.DeadLetterTopicName} is the topic itself.");

        return mistakes.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(mistakes.Select(mistake => $"Kafka streams '{name}': {mistake}"));
    }
}
