namespace Orleans.Streams.Kafka;

public enum KafkaStartPosition
{
    Earliest,
    Latest,
}
