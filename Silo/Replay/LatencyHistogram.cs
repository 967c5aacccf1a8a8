using System.Globalization;
using HdrHistogram;

namespace CommandProcessor.Silo.Replay;

/// <summary>Latencies up to a minute with three digits, in microseconds; safe for many writers.</summary>
internal sealed class LatencyHistogram
{
    private const long MicrosecondsMax = 60_000_000;
    private readonly LongHistogram _histogram = new(MicrosecondsMax, 3);
    private readonly Lock _lock = new();

    public long Count
    {
        get { lock (_lock) return _histogram.TotalCount; }
    }

    public void Record(TimeSpan latency)
    {
        var microseconds = Math.Clamp((long)latency.TotalMicroseconds, 0, MicrosecondsMax);
        lock (_lock) _histogram.RecordValue(microseconds);
    }

    public TimeSpan AtPercentile(double percentile)
    {
        lock (_lock) return TimeSpan.FromMicroseconds(_histogram.GetValueAtPercentile(percentile));
    }

    /// <summary>"p50 3.1 ms  p99 9.8 ms", or a dash if nothing was measured.</summary>
    public override string ToString() =>
        Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"p50 {Text(50)}  p99 {Text(99)}");

    private string Text(double percentile)
    {
        var milliseconds = AtPercentile(percentile).TotalMilliseconds;
        return milliseconds.ToString(milliseconds switch { < 1 => "0.00", < 100 => "0.0", _ => "#,0" }, CultureInfo.InvariantCulture) + " ms";
    }
}
