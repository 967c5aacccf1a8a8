namespace CommandProcessor.Benchmarks.Depth;

internal sealed record Measured(TimeSpan Elapsed, double PerSecond, double P50Ms, double P99Ms);
