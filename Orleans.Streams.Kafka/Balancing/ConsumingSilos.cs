namespace Orleans.Streams.Kafka;

/// <summary>How many silos of the cluster read partitions, as this one sees it.</summary>
internal sealed class ConsumingSilos
{
    private const int Unknown = -1;

    private volatile int _count = Unknown;

    public int Count
    {
        set => _count = value;
    }

    public string? Problem => _count == 0 ? "No silo of the cluster consumes (KafkaStreamOptions.Consume): nothing is read." : null;
}
