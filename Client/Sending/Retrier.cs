using Microsoft.Extensions.Logging;

namespace CommandProcessor.Client.Sending;

/// <summary>Tries until there is an answer, an error that trying again cannot mend, or no time left.</summary>
internal sealed partial class Retrier(
    CommandProcessorClientOptions options, TimeProvider time, Random random, ClientInstruments instruments, ILogger logger)
{
    /// <param name="attempt">One attempt; its token ends with the attempt's time.</param>
    /// <param name="isAnswer">False if what came back is to be tried again while there is time; in the end it is the answer all the same.</param>
    /// <param name="timeout">For all attempts together.</param>
    /// <param name="giveUp">Makes the exception from the number of attempts, the time they took and the last error.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task<TAnswer> RunAsync<TAnswer>(
        Func<CancellationToken, Task<TAnswer>> attempt,
        Func<TAnswer, bool> isAnswer,
        TimeSpan timeout,
        Func<int, TimeSpan, Exception?, Exception> giveUp,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var attemptCount = 1; ; attemptCount++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (answer, hasAnswer, error) = await TryOnceAsync(attempt, timeout - time.GetElapsedTime(started), cancellationToken);
            if (hasAnswer && isAnswer(answer!)) return answer!; // With an answer it is what the grain sent; null only where TAnswer allows it.

            var delay = Delay(attemptCount);
            if (attemptCount >= options.AttemptCountMax || time.GetElapsedTime(started) + delay >= timeout)
                return hasAnswer ? answer! : throw giveUp(attemptCount, time.GetElapsedTime(started), error); // As above.

            instruments.Retried();
            LogRetry(logger, attemptCount, delay, error?.GetType().Name ?? "transient refusal");
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task<(TAnswer? Answer, bool HasAnswer, Exception? Error)> TryOnceAsync<TAnswer>(
        Func<CancellationToken, Task<TAnswer>> attempt, TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        using var attemptTime = new CancellationTokenSource(Shorter(options.AttemptTimeout, timeLeft > TimeSpan.Zero ? timeLeft : TimeSpan.Zero), time);
        using var ended = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), attemptTime); // It is what was given.
        try
        {
            return (await attempt(attemptTime.Token).WaitAsync(attemptTime.Token), true, null);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && RetryableErrors.Contains(error))
        {
            return (default, false, error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken); // Names the caller's token, not the attempt's.
        }
    }

    /// <summary>Doubles from attempt to attempt up to the maximum; the random half keeps many callers from coming back together.</summary>
    private TimeSpan Delay(int attemptCount)
    {
        var doubled = options.RetryDelay * Math.Pow(2, Math.Min(attemptCount - 1, 30));
        return Shorter(doubled, options.RetryDelayMax) * (0.5 + random.NextDouble() / 2);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(1, LogLevel.Debug, "Attempt {AttemptCount} got no answer ({Reason}); trying again in {Delay}.")]
    private static partial void LogRetry(ILogger logger, int attemptCount, TimeSpan delay, string reason);
}
