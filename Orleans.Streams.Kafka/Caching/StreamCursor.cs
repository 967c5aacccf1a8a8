namespace Orleans.Streams.Kafka;

/// <summary>
/// Walks the records of one stream for one consumer. Asking for the next batch says that the one before has been delivered;
/// after a failure the same batch is given again, for ever. Lives on its pulling agent's scheduler only.
/// </summary>
internal sealed class StreamCursor : IQueueCacheCursor
{
    private readonly PartitionCache _cache;
    private readonly StreamLog _log;
    private readonly long? _exactToken;
    private CachedRecord? _last;
    private KafkaBatch? _batch;
    private long _batchOrdinal;
    private bool _hasMoved;
    private bool _hasFailed;
    private bool _isDisposed;
    private PastReader? _past;

    /// <param name="passedOrdinal">Records up to it are none of this cursor's business.</param>
    /// <param name="exactToken">
    /// A record with this token is given in a batch of its own: the agent skips batches up to a token, and must not skip more.
    /// </param>
    public StreamCursor(PartitionCache cache, StreamLog log, long passedOrdinal, long? exactToken, PastReader? past)
    {
        _cache = cache;
        _log = log;
        _exactToken = exactToken;
        _past = past;
        PassedOrdinal = passedOrdinal;
        _log.Add(this);
    }

    public long PassedOrdinal { get; private set; }

    public bool IsIdle => _batch is null && _past is null;

    public IBatchContainer? GetCurrent(out Exception? exception)
    {
        exception = null;
        return _batch;
    }

    public bool MoveNext() => MoveNextWithResult().Kind == QueueCacheCursorMoveResultKind.Success;

    public QueueCacheCursorMoveResult MoveNextWithResult()
    {
        if (_isDisposed) return QueueCacheCursorMoveResult.NoData;
        _log.ConsumerReads();
        if (!_hasFailed) Pass();
        if (_cache.IsClosing || !MayTake() || !Take()) return QueueCacheCursorMoveResult.NoData;

        _hasFailed = false;
        return QueueCacheCursorMoveResult.Success;
    }

    /// <summary>New records follow <see cref="_last"/> by themselves.</summary>
    public void Refresh(StreamSequenceToken token)
    {
    }

    public void RecordDeliveryFailure()
    {
        _hasFailed = _batch is not null;
        if (_hasFailed) _cache.CountRedelivery();
    }

    public LinkedListNode<long> DeliveryBegins() => _cache.DeliveryBegins();

    /// <param name="isDelivered">The consumer has taken the batch; otherwise it has failed, or has refused it and wants another.</param>
    public void DeliveryEnds(LinkedListNode<long> delivery, KafkaBatch batch, bool isDelivered)
    {
        // An agent that gives its partition up does not ask for the next batch any more.
        if (isDelivered && !_isDisposed && _cache.IsClosing && ReferenceEquals(batch, _batch)) Pass();
        _cache.DeliveryEnds(delivery);
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;

        // The agent disposes of a cursor between deliveries: what it took last and did not report as failed has been delivered. Not so
        // when it gives the whole partition up: then a consumer may still be busy with it.
        if (!_hasFailed && !_cache.IsClosing) Pass();
        _past?.Dispose();
        _log.Remove(this);
    }

    private void Pass()
    {
        if (_batch is null) return;
        _batch = null;
        PassedOrdinal = Math.Max(PassedOrdinal, _batchOrdinal);
        _log.ReleasePassed();
    }

    /// <summary>
    /// What there is may have to wait for its turn. Not so a batch that failed, which had its turn, nor the record that the agent skips for a consumer that
    /// has seen it.
    /// </summary>
    private bool MayTake()
    {
        var isSkipped = !_hasMoved && _exactToken is not null;
        _hasMoved = true;
        return isSkipped || _batch is not null || (_past is null && Next() is null) || _cache.MayDeliver(_log);
    }

    /// <summary>A batch that failed is still there.</summary>
    private bool Take() => _batch is not null || (_past is null ? TakeCached() : TakePast());

    private CachedRecord? Next()
    {
        if (_last is not null) return _last.NextInStream;
        var record = _log.First;
        while (record is not null && record.Ordinal <= PassedOrdinal) record = record.NextInStream;
        return record;
    }

    private bool TakeCached()
    {
        var next = Next();
        if (next is null) return false;
        if (next.Event is null) return BeginSpilled(next);

        var builder = new BatchBuilder(_log.StreamId, _cache.BatchLimits, next.RequestContext, isPast: false);
        CachedRecord? last = null;
        for (var record = next; record is { Event: { } item } && builder.Fits(record.Bytes, record.RequestContext); record = record.NextInStream)
        {
            builder.Add(record.Token, item, record.Bytes);
            last = record;
            if (record.Token == _exactToken) break;
        }

        _last = last;
        _batch = builder.Build();
        _batch.Cursor = this;
        _batchOrdinal = last?.Ordinal ?? PassedOrdinal;
        return true;
    }

    /// <summary>Memory was taken from these records: they are read again up to the end of what was taken.</summary>
    private bool BeginSpilled(CachedRecord first)
    {
        var last = first;
        while (last.NextInStream is { Event: null, IsDone: false } next) last = next;
        _past = _cache.ReadPast(_log, first.Token, last.Token, first.Offset, isPast: false);
        return TakePast();
    }

    private bool TakePast()
    {
        if (_past is not { } past) return false;
        if (past.TryTake(_cache.BatchLimits, _exactToken, out var batch, out var lastToken))
        {
            _batch = batch;
            _batch.Cursor = this;
            _batchOrdinal = LastOrdinalUpTo(lastToken);
            return true;
        }

        if (!past.IsComplete)
        {
            past.Load();
            return false;
        }

        // The past has caught up with the cache: go on behind its end.
        _past = null;
        past.Dispose();
        PassedOrdinal = Math.Max(PassedOrdinal, LastOrdinalUpTo(past.ToToken));
        _last = null;
        _log.ReleasePassed();
        return TakeCached();
    }

    private long LastOrdinalUpTo(long token)
    {
        var ordinal = PassedOrdinal;
        for (var record = _log.First; record is not null && record.Token <= token; record = record.NextInStream) ordinal = record.Ordinal;
        return ordinal;
    }
}
