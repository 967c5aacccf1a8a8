namespace Orleans.Streams.Kafka;

/// <summary>One stream's undelivered records in a partition's cache, and the cursors that walk them.</summary>
internal sealed class StreamLog(PartitionCache cache, StreamId streamId)
{
    private readonly List<StreamCursor> _cursors = new(1);

    public StreamId StreamId { get; } = streamId;

    /// <summary>The oldest undelivered record; null when all have been delivered.</summary>
    public CachedRecord? First { get; private set; }

    /// <summary>The newest record, delivered or not. Cursors that have come to the end follow it.</summary>
    public CachedRecord? Tail { get; private set; }

    /// <summary>Undelivered records with their events in memory.</summary>
    public int Resident { get; set; }

    public int CursorCount => _cursors.Count;

    /// <summary>A consumer has begun to read; its records are not given up when it loses its cursor.</summary>
    public bool HadConsumer { get; private set; }

    /// <summary>Offered to the agent once more after the last cursor went.</summary>
    public bool IsReoffered { get; set; }

    public bool IsSuspect { get; set; }

    /// <summary>It has something to deliver, and it is not its turn.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>It has waited, and its next delivery may begin.</summary>
    public bool HasTurn { get; set; }

    public bool HasIdleCursorsOnly => _cursors.TrueForAll(cursor => cursor.IsIdle);

    public void Append(CachedRecord record)
    {
        if (Tail is not null) Tail.NextInStream = record;
        Tail = record;
        First ??= record;
        Resident++;
    }

    public void Add(StreamCursor cursor) => _cursors.Add(cursor);

    public void ConsumerReads()
    {
        HadConsumer = true;
        IsReoffered = false;
    }

    public void Remove(StreamCursor cursor)
    {
        if (!_cursors.Remove(cursor)) return;
        if (_cursors.Count == 0) cache.Suspect(this);
        else ReleasePassed();
    }

    /// <summary>Gives up the records that every cursor has passed.</summary>
    public void ReleasePassed()
    {
        var passed = long.MaxValue;
        foreach (var cursor in _cursors) passed = Math.Min(passed, cursor.PassedOrdinal);
        ReleaseTo(passed);
    }

    public void ReleaseTo(long ordinal)
    {
        while (First is { } record && record.Ordinal <= ordinal)
        {
            First = record.NextInStream;
            if (record.Event is not null) Resident--;
            cache.Done(record);
        }
    }
}
