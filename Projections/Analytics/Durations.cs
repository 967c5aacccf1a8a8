using CommandProcessor.Grains.Interfaces.Analytics;
using HdrHistogram;

namespace CommandProcessor.Projections.Analytics;

/// <summary>Times as the buckets of a histogram of two digits: some 3,500 of them at most, each exact to one percent.</summary>
internal static class Durations
{
    private const int Digits = 2;

    /// <summary>Never recorded into: it says where buckets begin.</summary>
    private static readonly LongHistogram Shape = NewHistogram();

    public static LongHistogram NewHistogram() => new((long)AnalyticsLimits.DurationMax.TotalMilliseconds, Digits);

    /// <summary>In whole milliseconds; none is negative, for clocks of two silos may differ.</summary>
    public static long Milliseconds(DateTimeOffset from, DateTimeOffset to) =>
        (long)Math.Clamp((to - from).TotalMilliseconds, 0, AnalyticsLimits.DurationMax.TotalMilliseconds);

    public static long BucketOf(long milliseconds) => Shape.LowestEquivalentValue(milliseconds);
}
