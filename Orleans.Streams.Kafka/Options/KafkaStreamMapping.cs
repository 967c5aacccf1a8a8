namespace Orleans.Streams.Kafka;

/// <summary>Which stream a record belongs to.</summary>
public enum KafkaStreamMapping
{
    /// <summary>The stream that the data adapter names, usually by the record's key.</summary>
    ByKey,

    /// <summary>One stream for each partition.</summary>
    ByPartition,
}
