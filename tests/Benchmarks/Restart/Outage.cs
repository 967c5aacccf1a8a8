namespace CommandProcessor.Benchmarks.Restart;

/// <summary>One kill: when it was, and when something was answered again that was asked after it.</summary>
internal sealed class Outage(TimeProvider time)
{
    private readonly long _killed = time.GetTimestamp();
    private readonly TaskCompletionSource<TimeSpan> _command = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TimeSpan> _query = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _gone = long.MaxValue;

    public Task<TimeSpan> FirstCommand => _command.Task;

    public Task<TimeSpan> FirstQuery => _query.Task;

    public TimeSpan Elapsed => time.GetElapsedTime(_killed);

    public TimeSpan At(long timestamp) => time.GetElapsedTime(_killed, timestamp);

    /// <summary>The old process has ended: what is asked from now on, only the new one can answer.</summary>
    public void ProcessGone() => Volatile.Write(ref _gone, time.GetTimestamp());

    public void CommandAnswered(long sent)
    {
        if (sent >= Volatile.Read(ref _gone)) _command.TrySetResult(Elapsed);
    }

    public void QueryAnswered(long asked)
    {
        if (asked >= Volatile.Read(ref _gone)) _query.TrySetResult(Elapsed);
    }
}
