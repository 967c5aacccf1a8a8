using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Partitions;

/// <summary>
/// What of a partition is committed, sent and acknowledged. Committed events wait here for the road up to a bound; beyond it they are left to
/// the journal and read back when their turn comes. Thread-safe.
/// </summary>
internal sealed class PublishWindow(long published, long head, int bufferCountMax)
{
    private readonly Lock _gate = new();
    private readonly Queue<RecordedEvent> _buffer = new();
    private readonly Signal _committed = new();
    private readonly Signal _acknowledged = new();
    private long _published = published;
    private long _sent = published;
    private long _head = head;

    /// <summary>Everything up to here was acknowledged.</summary>
    public long Published => Volatile.Read(ref _published);

    public long Head => Volatile.Read(ref _head);

    /// <summary>The position that is to be sent next.</summary>
    public long Next => Volatile.Read(ref _sent) + 1;

    /// <summary>Notes committed events, the next of the partition.</summary>
    public void Commit(List<RecordedEvent> events)
    {
        lock (_gate)
        {
            // The buffer has no holes: it goes on only if it reaches up to the head and has room for all.
            var isContiguous = _sent + _buffer.Count == _head;
            Volatile.Write(ref _head, events[^1].Position);
            if (isContiguous && _buffer.Count + events.Count <= bufferCountMax)
            {
                foreach (var item in events) _buffer.Enqueue(item);
            }
        }

        _committed.Raise();
    }

    /// <summary>Waits until something is committed that was not sent.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (Next > Head) await _committed.WaitAsync(cancellationToken);
    }

    /// <summary>Takes the next events to send; empty if they must be read from the journal.</summary>
    public List<RecordedEvent> Take(int countMax)
    {
        lock (_gate)
        {
            var batch = new List<RecordedEvent>(Math.Min(countMax, _buffer.Count));
            while (batch.Count < countMax && _buffer.TryDequeue(out var item)) batch.Add(item);
            _sent += batch.Count;
            return batch;
        }
    }

    /// <summary>Notes that events read from the journal are being sent, from <see cref="Next"/> on.</summary>
    public void Sending(IReadOnlyList<RecordedEvent> events)
    {
        lock (_gate)
        {
            if (events[0].Position != _sent + 1 || _buffer.Count > 0)
                throw new InvalidOperationException($"Position {events[0].Position} cannot be sent after {_sent}.");
            _sent = events[^1].Position;
        }
    }

    /// <summary>Notes that the road has taken everything up to a position.</summary>
    public void Acknowledge(long position)
    {
        lock (_gate)
        {
            if (position > _sent) throw new InvalidOperationException($"Position {position} was acknowledged, but only {_sent} was sent.");
            if (position > _published) Volatile.Write(ref _published, position);
        }

        _acknowledged.Raise();
    }

    /// <summary>Waits until everything that is committed was acknowledged.</summary>
    public async Task WaitPublishedAsync(CancellationToken cancellationToken)
    {
        while (Published < Head) await _acknowledged.WaitAsync(cancellationToken);
    }

    /// <summary>Goes back to what was acknowledged: all after it is sent again, in order.</summary>
    public void Rewind()
    {
        lock (_gate)
        {
            if (_sent == _published) return;
            _sent = _published;
            _buffer.Clear();
        }
    }
}
