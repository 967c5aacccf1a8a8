using System.Threading.Channels;

namespace CommandProcessor.Grains.Partitions;

/// <summary>What waits for the next commit of a partition: bounded by number and by bytes, many writers, one reader.</summary>
internal sealed class HandoverQueue(PartitionOptions options)
{
    private readonly Channel<Handover> _channel = Channel.CreateUnbounded<Handover>(new UnboundedChannelOptions { SingleReader = true });
    private int _count;
    private long _bytes;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes the hand-over, or says why not.</summary>
    public string? TryAdd(Handover handover)
    {
        if (Interlocked.Increment(ref _count) > options.QueueCountMax)
        {
            Interlocked.Decrement(ref _count);
            return $"The partition's queue holds {options.QueueCountMax} hand-overs, PartitionOptions.QueueCountMax.";
        }

        if (Interlocked.Add(ref _bytes, handover.Bytes) > options.QueueBytesMax && handover.Bytes < Volatile.Read(ref _bytes))
        {
            Forget(handover);
            return $"The partition's queue holds {options.QueueBytesMax} bytes, PartitionOptions.QueueBytesMax.";
        }

        if (_channel.Writer.TryWrite(handover)) return null;
        Forget(handover);
        return "The partition is changing hands.";
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _channel.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Moves the next hand-overs into <paramref name="group"/>, up to the bounds of a batch; at least one if any waits.</summary>
    public void MoveTo(List<Handover> group)
    {
        var events = 0;
        var bytes = 0L;
        while (_channel.Reader.TryPeek(out var next))
        {
            events += next.EventCount;
            bytes += next.Bytes;
            if (group.Count > 0 && (events > options.BatchEventCountMax || bytes > options.BatchBytesMax)) return;
            if (!_channel.Reader.TryRead(out next)) return;
            Forget(next);
            group.Add(next);
        }
    }

    /// <summary>Takes nothing more; what waits can still be moved.</summary>
    public void Close() => _channel.Writer.TryComplete();

    private void Forget(Handover handover)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -handover.Bytes);
    }
}
