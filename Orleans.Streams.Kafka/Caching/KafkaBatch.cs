namespace Orleans.Streams.Kafka;

/// <summary>Consecutive events of one stream, delivered in one call. Its token is the last event's: all of it has been delivered, or nothing.</summary>
[GenerateSerializer, Immutable, Alias("Orleans.Streams.Kafka.KafkaBatch")]
internal sealed class KafkaBatch(StreamId streamId, long[] tokens, object[] events, Dictionary<string, object>? requestContext, bool isPast)
    : IBatchContainer
{
    [Id(0)]
    private readonly StreamId _streamId = streamId;

    [Id(1)]
    private readonly long[] _tokens = tokens;

    [Id(2)]
    private readonly object[] _events = events;

    [Id(3)]
    private readonly Dictionary<string, object>? _requestContext = requestContext;

    [Id(4)]
    private readonly bool _isPast = isPast;

    [NonSerialized]
    private KafkaStreamToken? _token;

    [NonSerialized]
    private bool _taken;

    [NonSerialized]
    private StreamCursor? _cursor;

    /// <summary>Who gave it; known to the giving side only.</summary>
    public StreamCursor? Cursor
    {
        get => _cursor;
        set => _cursor = value;
    }

    public StreamId StreamId => _streamId;

    public StreamSequenceToken SequenceToken => _token ??= new KafkaStreamToken(_tokens[^1], _isPast);

    public int Count => _events.Length;

    /// <summary>Some observer has asked for the events. Orleans drops a batch for which no observer is attached, and says it was delivered.</summary>
    public bool IsTaken => _taken;

    public void BeginDelivery() => _taken = false;

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>()
    {
        _taken = true;
        return Enumerate<T>();
    }

    public bool ImportRequestContext()
    {
        if (_requestContext is null) return false;
        RequestContextExtensions.Import(_requestContext);
        return true;
    }

    public override string ToString() => $"{_streamId}: {_events.Length} events to {_tokens[^1]}";

    private IEnumerable<Tuple<T, StreamSequenceToken>> Enumerate<T>()
    {
        for (var i = 0; i < _events.Length; i++)
        {
            if (_events[i] is not T item)
            {
                throw new InvalidCastException(
                    $"Stream {_streamId} has an event of type {_events[i].GetType().FullName} at {_tokens[i]}; its consumer wants {typeof(T).FullName}.");
            }

            yield return Tuple.Create<T, StreamSequenceToken>(item, new KafkaStreamToken(_tokens[i]));
        }
    }
}
