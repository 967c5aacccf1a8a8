using System.Text;

namespace Orleans.Streams.Kafka;

public readonly record struct KafkaHeader(string Name, byte[]? Value)
{
    public KafkaHeader(string name, string value) : this(name, Encoding.UTF8.GetBytes(value))
    {
    }

    public string? Text => Value is null ? null : Encoding.UTF8.GetString(Value);
}
