namespace CommandProcessor.Benchmarks.Load;

/// <summary>So many callers, for so long.</summary>
internal sealed record LoadLevel(int Callers, TimeSpan WarmUp, TimeSpan Measured);
