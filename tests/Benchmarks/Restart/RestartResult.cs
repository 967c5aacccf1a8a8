namespace CommandProcessor.Benchmarks.Restart;

/// <summary>What one kill showed. All times are since the kill; null is not within the time that was waited.</summary>
internal sealed record RestartResult
{
    /// <summary>Answers a second before the kill.</summary>
    public required double AnsweredPerSecond { get; init; }

    /// <summary>The longest lag of the read models before the kill.</summary>
    public required TimeSpan SteadyLag { get; init; }

    /// <summary>The program said that it runs.</summary>
    public required TimeSpan? Running { get; init; }

    /// <summary>The first answer to a command that was sent when the old process was gone.</summary>
    public required TimeSpan? Command { get; init; }

    /// <summary>The first answer to a query that was asked when the old process was gone.</summary>
    public required TimeSpan? Query { get; init; }

    /// <summary>The stored read models were where the journal had been when the old process was gone.</summary>
    public required TimeSpan? Backlog { get; init; }

    /// <summary>Under load, the stored read models were within the lag that is allowed, and stayed there.</summary>
    public required TimeSpan? CaughtUp { get; init; }

    /// <summary>Commands that were due since the kill and not sent, because too many had no answer.</summary>
    public required long HeldBack { get; init; }
}
