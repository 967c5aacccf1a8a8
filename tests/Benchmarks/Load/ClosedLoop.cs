using HdrHistogram;

namespace CommandProcessor.Benchmarks.Load;

/// <summary>Callers that each send the next command when the last one is answered.</summary>
internal sealed class ClosedLoop(TimeProvider time)
{
    private const int LatencyMicrosecondsMax = 120_000_000;

    /// <summary>How long callers may take to get their last answer.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(60);

    /// <param name="level">How many, how long.</param>
    /// <param name="send">Sends the command of that number, counted over all callers from 0; throws unless it was carried out.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<LoadResult> RunAsync(LoadLevel level, Func<long, Task> send, CancellationToken cancellationToken)
    {
        var run = new Run(time, level);
        var callers = Enumerable.Range(0, level.Callers).Select(_ => Task.Run(() => run.CallAsync(send, cancellationToken), cancellationToken));
        await Task.WhenAll(callers).WaitAsync(level.WarmUp + level.Measured + DrainTimeout, time, cancellationToken);
        return run.ToResult();
    }

    private sealed class Run(TimeProvider time, LoadLevel level)
    {
        private readonly LongConcurrentHistogram _latencies = new(1, LatencyMicrosecondsMax, 3);
        private readonly long _from = time.GetTimestamp() + Ticks(time, level.WarmUp);
        private readonly long _to = time.GetTimestamp() + Ticks(time, level.WarmUp + level.Measured);
        private long _turn = -1;
        private long _answers;
        private long _failures;
        private string? _firstFailure;

        public async Task CallAsync(Func<long, Task> send, CancellationToken cancellationToken)
        {
            for (var begun = time.GetTimestamp(); begun < _to; begun = time.GetTimestamp())
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    await send(Interlocked.Increment(ref _turn));
                    Interlocked.Increment(ref _answers);
                    var ended = time.GetTimestamp();
                    if (ended >= _from && ended < _to)
                        _latencies.RecordValue(Math.Clamp((long)time.GetElapsedTime(begun, ended).TotalMicroseconds, 1, LatencyMicrosecondsMax));
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // A lost answer is a result of the measurement, not the end of it.
                    Interlocked.Increment(ref _failures);
                    Interlocked.CompareExchange(ref _firstFailure, $"{exception.GetType().Name}: {exception.Message}", null);
                }
            }
        }

        public LoadResult ToResult() => new(_answers, _failures, _firstFailure, level.Measured, _latencies);

        private static long Ticks(TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
    }
}
