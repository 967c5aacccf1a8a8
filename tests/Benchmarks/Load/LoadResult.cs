using HdrHistogram;

namespace CommandProcessor.Benchmarks.Load;

/// <summary>What a level showed, in one round or several.</summary>
/// <param name="Answers">All answers, those of the warm-up too: what the database must hold.</param>
/// <param name="Failures">Calls that ended in an exception.</param>
/// <param name="FirstFailure">What the first of them said.</param>
/// <param name="Measured">How long it was measured.</param>
/// <param name="Latencies">Times to the answers that came while it was measured, in microseconds.</param>
internal sealed record LoadResult(long Answers, long Failures, string? FirstFailure, TimeSpan Measured, HistogramBase Latencies)
{
    /// <summary>Answers a second while it was measured.</summary>
    public double PerSecond => Latencies.TotalCount / Measured.TotalSeconds;

    /// <summary>Median time to an answer.</summary>
    public TimeSpan P50 => Percentile(50);

    /// <summary>Time within which 99 of 100 answers came.</summary>
    public TimeSpan P99 => Percentile(99);

    /// <summary>This and another round of the same.</summary>
    public LoadResult Plus(LoadResult other)
    {
        var latencies = new LongHistogram(Latencies.LowestTrackableValue, Latencies.HighestTrackableValue, Latencies.NumberOfSignificantValueDigits);
        latencies.Add(Latencies);
        latencies.Add(other.Latencies);
        return new(Answers + other.Answers, Failures + other.Failures, FirstFailure ?? other.FirstFailure, Measured + other.Measured, latencies);
    }

    private TimeSpan Percentile(double percent) =>
        Latencies.TotalCount == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(Latencies.GetValueAtPercentile(percent)); // Where all failed, that is told.
}
