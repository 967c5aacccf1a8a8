namespace Orleans.Streams.Kafka;

/// <summary>An event was not published, or its fate is unknown.</summary>
public sealed class KafkaPublishException : Exception
{
    public KafkaPublishException(string message, bool isTransient, Exception? innerException = null) : base(message, innerException)
    {
        IsTransient = isTransient;
    }

    /// <summary>True: publish it again later. False: the same event will never be accepted.</summary>
    public bool IsTransient { get; }
}
