namespace Orleans.Streams.Kafka;

/// <summary>
/// The undelivered records of one partition, indexed by stream: a delivery costs the same with one stream as with a million.
/// What every consumer has passed leaves it at once, and its delivered head is the partition's progress.
/// Lives on its pulling agent's scheduler; only the signal is shared.
/// </summary>
internal sealed class PartitionCache : IQueueCache
{
    /// <summary>A stream with less than this part of the cache is never read again to make room for others.</summary>
    private const int SpillShare = 16;

    private readonly Dictionary<StreamId, StreamLog> _logs = [];
    private readonly List<StreamLog> _suspects = [];
    private readonly HashSet<StreamLog> _offers = [];
    private readonly Queue<StreamLog> _waiting = [];
    private readonly LinkedList<long> _underWay = []; // When each has begun.
    private readonly TimeSpan _patience;
    private readonly KafkaStreamOptions _options;
    private readonly IPastSource _pastSource;
    private readonly KafkaStreamInstruments _instruments;
    private readonly TimeProvider _time;
    private CachedRecord? _head;
    private CachedRecord? _tail;
    private long _ordinal;
    private long _residentBytes;
    private int _resident;
    private CheckpointPosition _read = CheckpointPosition.None;
    private int _slow; // Of those under way; they were so when turns were given last.
    private TaskCompletionSource? _closed;

    public PartitionCache(int partition, KafkaStreamOptions options, IPastSource pastSource, KafkaStreamInstruments instruments, TimeProvider time)
    {
        Partition = partition;
        _options = options;
        _pastSource = pastSource;
        _instruments = instruments;
        _time = time;
        _patience = TimeSpan.FromMilliseconds(options.DeliveryPatienceMs);
        BatchLimits = new BatchLimits(options.DeliveryBatchMax, options.DeliveryBytesMax);
    }

    public int Partition { get; }

    public BatchLimits BatchLimits { get; }

    public PullSignal Signal { get; } = new();

    /// <summary>Everything up to here has been delivered to every consumer, or was nobody's.</summary>
    public CheckpointPosition Delivered { get; private set; } = CheckpointPosition.None;

    public int Undelivered { get; private set; }

    public long LastToken { get; private set; } = -1;

    public TimeSpan OldestAge => _head is { } head ? _time.GetElapsedTime(head.ReceivedAt) : TimeSpan.Zero;

    public bool HasRoom =>
        Undelivered < _options.UndeliveredWindowMax && _resident < _options.CacheRecordsMax && _residentBytes < _options.CacheBytesMax;

    /// <summary>The partition is given up: no cursor gives anything more.</summary>
    public bool IsClosing => _closed is not null;

    private int TurnsTaken => _underWay.Count - _slow;

    /// <summary>Where reading begins: what lies before has been delivered by an owner before.</summary>
    public void StartAt(CheckpointPosition position)
    {
        Delivered = position;
        _read = position;
    }

    /// <summary>
    /// Gives nothing more to the consumers, and completes when they are done with what they have: only then does
    /// <see cref="Delivered"/> tell the next owner all that need not be delivered again.
    /// </summary>
    public Task CloseAsync()
    {
        _closed ??= new TaskCompletionSource();
        if (_underWay.Count == 0) _closed.TrySetResult();
        return _closed.Task;
    }

    /// <returns>What <see cref="DeliveryEnds"/> is given.</returns>
    public LinkedListNode<long> DeliveryBegins() => _underWay.AddLast(_time.GetTimestamp());

    public void DeliveryEnds(LinkedListNode<long> delivery)
    {
        _underWay.Remove(delivery);
        if (_underWay.Count == 0) _closed?.TrySetResult();
        if (_waiting.Count > 0 && TurnsTaken <= _options.DeliveriesMax / 2) Signal.Set(); // Many turns in one pull.
    }

    /// <summary>True if a delivery to the stream may begin. If not, the stream is offered again when it is its turn.</summary>
    public bool MayDeliver(StreamLog log)
    {
        if (log.HasTurn || (_waiting.Count == 0 && TurnsTaken < _options.DeliveriesMax))
        {
            log.HasTurn = false;
            return true;
        }

        if (!log.IsWaiting) _waiting.Enqueue(log);
        log.IsWaiting = true;
        return false;
    }

    public void Append(StreamId streamId, long token, long offset, object item, Dictionary<string, object>? requestContext, int bytes, CheckpointPosition read)
    {
        if (!_logs.TryGetValue(streamId, out var log)) _logs.Add(streamId, log = new StreamLog(this, streamId));
        var record = new CachedRecord
        {
            Ordinal = ++_ordinal,
            Token = token,
            Offset = offset,
            Bytes = bytes,
            ReceivedAt = _time.GetTimestamp(),
            Log = log,
            After = read,
            Event = item,
            RequestContext = requestContext,
        };
        log.Append(record);
        if (_tail is not null) _tail.NextInPartition = record;
        _tail = record;
        _head ??= record;
        Undelivered++;
        _resident++;
        _residentBytes += bytes;
        LastToken = token;
        _read = read;
        if (!log.IsWaiting) Offer(log);
        if (log.CursorCount == 0) Suspect(log);
    }

    /// <summary>Reading has come this far without a record for the cache: a repeat, one that nobody can read, or one for others.</summary>
    public void Skip(CheckpointPosition read)
    {
        _read = read;
        if (_head is null) Delivered = read;
    }

    /// <summary>What the agent is to look at: streams with new records, those whose turn it is, and those that must be looked at again.</summary>
    public List<IBatchContainer> TakeOffers()
    {
        GiveTurns();
        if (_offers.Count == 0) return [];
        var pulled = new List<IBatchContainer>(_offers.Count);
        foreach (var log in _offers)
        {
            // A stream without a record here is one whose past has been read: its cursor must be run all the same.
            pulled.Add(new PulledStream(log.StreamId, log.First?.Token ?? LastToken + 1));
        }

        _offers.Clear();
        return pulled;
    }

    /// <summary>
    /// Looks after streams that have no cursor, in the pull after the one that announced them. Nobody reads them: done. Or their
    /// consumer lost its cursor with records undelivered: they are offered to the agent once more.
    /// </summary>
    public void Sweep()
    {
        if (_suspects.Count > 0)
        {
            var suspects = _suspects.ToArray();
            _suspects.Clear();
            foreach (var log in suspects) Sweep(log);
        }

        // A cursor that stands still before records is woken, unless it waits for its turn. That never happens unless an agent fails between two deliveries.
        if (_head is { } head && !head.Log.IsSuspect && !head.Log.IsWaiting && head.Log.HasIdleCursorsOnly && OldestAge > TimeSpan.FromMilliseconds(_options.BackoffMaxMs))
            Offer(head.Log);
    }

    public void Suspect(StreamLog log)
    {
        if (log.IsSuspect) return;
        log.IsSuspect = true;
        _suspects.Add(log);
    }

    public void Offer(StreamLog log)
    {
        if (_offers.Add(log)) Signal.Set();
    }

    public void Done(CachedRecord record)
    {
        if (record.Event is not null)
        {
            _resident--;
            _residentBytes -= record.Bytes;
        }

        record.Event = null;
        record.RequestContext = null;
        record.IsDone = true;
        if (!ReferenceEquals(record, _head)) return;
        while (_head is { IsDone: true } head)
        {
            Delivered = head.After;
            Undelivered--;

            // A stream that rests keeps its last record, which must not keep all that came after it in the partition.
            (_head, head.NextInPartition) = (head.NextInPartition, null);
        }

        if (_head is null)
        {
            _tail = null;
            Delivered = _read;
        }

        Signal.SetIfWaitingForRoom();
    }

    /// <summary>Takes the memory of the stream that holds most of it, unless all hold little: then the partition waits.</summary>
    public bool TrySpill()
    {
        if (_logs.Count < 2 || Undelivered >= _options.UndeliveredWindowMax) return false;
        var largest = _logs.Values.MaxBy(log => log.Resident);
        if (largest is null || largest.Resident < Math.Max(_options.CacheRecordsMax / SpillShare, 2)) return false;

        var kept = 0;
        for (var record = largest.First; record is not null; record = record.NextInStream)
        {
            // What the cursors may be about to deliver stays.
            if (record.Event is null || kept++ < 1) continue;
            record.Event = null;
            record.RequestContext = null;
            largest.Resident--;
            _resident--;
            _residentBytes -= record.Bytes;
        }

        _instruments.Spilled(Partition);
        return true;
    }

    public PastReader ReadPast(StreamLog log, long fromToken, long toToken, long fromOffset, bool isPast) =>
        new(this, _pastSource, log, fromToken, toToken, fromOffset, isPast);

    public void PastWasRead(int count) => _instruments.CaughtUp(Partition, count);

    public Task PastReadFailedAsync(StreamId streamId, Exception exception, CancellationToken cancellationToken)
    {
        _instruments.CatchUpFailed(Partition, streamId, exception);
        return Task.Delay(TimeSpan.FromMilliseconds(_options.BackoffMaxMs), _time, cancellationToken);
    }

    public void CountRedelivery() => _instruments.Redelivering(Partition);

    public int GetMaxAddCount() => _options.PullRecordsMax;

    /// <summary>The receiver has added them already.</summary>
    public void AddToCache(IList<IBatchContainer> messages)
    {
    }

    /// <summary>Delivered records leave by themselves.</summary>
    public bool TryPurgeFromCache([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        purgedItems = null;
        return false;
    }

    /// <summary>Never: the receiver waits for room, which wakes it at once.</summary>
    public bool IsUnderPressure() => false;

    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token)
    {
        var log = LogOf(streamId);
        if (token is null) return new StreamCursor(this, log, _ordinal, exactToken: null, past: null);

        var start = token as KafkaStreamToken ?? new KafkaStreamToken(token.SequenceNumber);
        var wanted = start.SequenceNumber;
        var passed = log.First is { } first ? first.Ordinal - 1 : _ordinal;
        for (var record = log.First; record is not null && record.Token < wanted; record = record.NextInStream) passed = record.Ordinal;
        var pastFrom = start.IsPast ? wanted + 1 : wanted;
        var asksForThePast = (!start.IsDelivery || start.IsPast) && LastToken >= pastFrom && (log.First is null || log.First.Token > pastFrom);
        var past = asksForThePast ? ReadPast(log, pastFrom, LastToken, fromOffset: -1, isPast: true) : null;
        if (past is not null) passed = log.First is { } oldest ? oldest.Ordinal - 1 : _ordinal;
        return new StreamCursor(this, log, passed, wanted, past);
    }

    public QueueCacheCursorResult<IQueueCacheCursor> TryGetCacheCursor(StreamId streamId, StreamSequenceToken? token) =>
        QueueCacheCursorResult<IQueueCacheCursor>.FromCursor(GetCacheCursor(streamId, token));

    public QueueCacheCursorResult<IQueueCacheCursor> TryGetCacheCursorAtPosition(StreamId streamId, StreamSubscriptionStartPosition startPosition)
    {
        if (startPosition == StreamSubscriptionStartPosition.Latest) return TryGetCacheCursor(streamId, token: null);
        return TryGetCacheCursor(streamId, new KafkaStreamToken(0));
    }

    private void GiveTurns()
    {
        _slow = _underWay.TakeWhile(begun => _time.GetElapsedTime(begun) > _patience).Count();
        for (var free = _options.DeliveriesMax - TurnsTaken; free > 0 && _waiting.TryDequeue(out var log); free--)
        {
            (log.IsWaiting, log.HasTurn) = (false, true);
            _offers.Add(log);
        }
    }

    private StreamLog LogOf(StreamId streamId)
    {
        if (!_logs.TryGetValue(streamId, out var log)) _logs.Add(streamId, log = new StreamLog(this, streamId));
        return log;
    }

    private void Sweep(StreamLog log)
    {
        log.IsSuspect = false;
        if (log.CursorCount > 0) return;
        if (_offers.Contains(log))
        {
            // The agent has not seen it yet.
            Suspect(log);
            return;
        }

        if (log.First is not null && log.HadConsumer && !log.IsReoffered)
        {
            log.IsReoffered = true;
            Offer(log);
            Suspect(log);
            return;
        }

        log.ReleaseTo(long.MaxValue);
        _logs.Remove(log.StreamId);
    }
}
