namespace CommandProcessor.Benchmarks;

/// <summary>The numbers of a run mean nothing: something was lost, doubled, or not durable.</summary>
internal sealed class BenchmarkFailedException(string message) : Exception(message);
