namespace CommandProcessor.Client;

/// <summary>A query got no answer in time. Asking again changes nothing.</summary>
public sealed class QueryNotAnsweredException : Exception
{
    internal QueryNotAnsweredException(string target, int attemptCount, TimeSpan elapsed, Exception? last)
        : base(
            $"A query to {target} got no answer in {attemptCount} attempts over {elapsed.TotalSeconds:0.###} s"
            + (last is null ? "." : $"; the last failed with {last.GetType().Name}: {last.Message}"),
            last) => AttemptCount = attemptCount;

    public int AttemptCount { get; }
}
