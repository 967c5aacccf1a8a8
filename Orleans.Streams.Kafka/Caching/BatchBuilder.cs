namespace Orleans.Streams.Kafka;

/// <summary>Collects consecutive events of one stream that share a request context, within the limits. The first always fits.</summary>
internal struct BatchBuilder(StreamId streamId, BatchLimits limits, Dictionary<string, object>? requestContext, bool isPast)
{
    private readonly List<long> _tokens = [];
    private readonly List<object> _events = [];
    private long _bytes;

    public readonly bool Fits(int bytes, Dictionary<string, object>? context) =>
        _events.Count == 0
        || (_events.Count < limits.CountMax && _bytes + bytes <= limits.BytesMax && ReferenceEquals(context, requestContext));

    public void Add(long token, object item, int bytes)
    {
        _tokens.Add(token);
        _events.Add(item);
        _bytes += bytes;
    }

    public readonly KafkaBatch Build() => new(streamId, [.. _tokens], [.. _events], requestContext, isPast);
}
