using System.Collections.Concurrent;

namespace CommandProcessor.Benchmarks.Road;

/// <summary>Counts what arrives, exactly: how many, and whether each stream had its events once and in order.</summary>
internal sealed class RoadTally
{
    private readonly ConcurrentDictionary<string, int> _newest = new(StringComparer.Ordinal);
    private long _arrived;
    private long _wrong;
    private long _awaited = long.MaxValue;
    private TaskCompletionSource _complete = New();

    public long Arrived => Interlocked.Read(ref _arrived);

    /// <summary>Events that were not the next of their stream: lost, doubled or out of order.</summary>
    public long Wrong => Interlocked.Read(ref _wrong);

    /// <summary>Completes when so many have arrived, counted from the start.</summary>
    public Task AwaitAsync(long count)
    {
        _complete = New();
        Volatile.Write(ref _awaited, count);
        if (Arrived >= count) _complete.TrySetResult();
        return _complete.Task;
    }

    public void Add(string stream, int number)
    {
        var before = _newest.GetValueOrDefault(stream);
        if (number != before + 1) Interlocked.Increment(ref _wrong);
        _newest[stream] = Math.Max(before, number);
        if (Interlocked.Increment(ref _arrived) >= Volatile.Read(ref _awaited)) _complete.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
