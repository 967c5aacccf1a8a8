namespace Orleans.Streams.Kafka;

/// <summary>The topic is not what the options say, and waiting does not help.</summary>
public sealed class KafkaTopicException(string message) : Exception(message);
