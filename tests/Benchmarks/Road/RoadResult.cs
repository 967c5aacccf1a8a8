namespace CommandProcessor.Benchmarks.Road;

/// <summary>What a road showed. Sent and arrived count the events before the measurement too.</summary>
internal sealed record RoadResult(string Road, int Events, TimeSpan Elapsed, long Sent, long Arrived, long Wrong)
{
    public double PerSecond => Events / Elapsed.TotalSeconds;
}
