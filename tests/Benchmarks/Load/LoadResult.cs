namespace CommandProcessor.Benchmarks.Load;

/// <summary>What a level showed.</summary>
/// <param name="Answers">All answers, those of the warm-up too: what the database must hold.</param>
/// <param name="Failures">Calls that ended in an exception.</param>
/// <param name="FirstFailure">What the first of them said.</param>
/// <param name="PerSecond">Answers a second while it was measured.</param>
/// <param name="P50">Median time to an answer.</param>
/// <param name="P99">Time within which 99 of 100 answers came.</param>
internal sealed record LoadResult(long Answers, long Failures, string? FirstFailure, double PerSecond, TimeSpan P50, TimeSpan P99);
