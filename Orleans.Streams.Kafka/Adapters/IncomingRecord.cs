namespace Orleans.Streams.Kafka;

/// <summary>A record as it was read.</summary>
public sealed record IncomingRecord
{
    public required string Topic { get; init; }
    public required int Partition { get; init; }
    public required long Offset { get; init; }
    public byte[]? Key { get; init; }
    public byte[]? Value { get; init; }
    public IReadOnlyList<KafkaHeader> Headers { get; init; } = [];
    public long TimestampMs { get; init; }

    /// <summary>The last header of that name, or null.</summary>
    public byte[]? Header(string name)
    {
        for (var i = Headers.Count - 1; i >= 0; i--)
        {
            var header = Headers[i];
            if (string.Equals(header.Name, name, StringComparison.Ordinal)) return header.Value;
        }

        return null;
    }
}
