using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Orleans.Streams.Kafka.Tests;

/// <summary>Keeps warnings and worse; KAFKA_TEST_LOG=1 writes them, and our own information, to the console.</summary>
public sealed class LogCollector : ILoggerProvider
{
    private static readonly bool IsLoud = Environment.GetEnvironmentVariable("KAFKA_TEST_LOG") == "1";

    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Collector(LogCollector collector, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            (logLevel >= LogLevel.Warning && category.Contains("Stream", StringComparison.Ordinal)) || (IsLoud && logLevel >= LogLevel.Information && category.Contains("Kafka", StringComparison.Ordinal));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var line = $"{logLevel} {category} {formatter(state, exception)} {exception}";
            if (logLevel >= LogLevel.Warning) collector.Lines.Enqueue(line);
            if (IsLoud) Console.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}");
        }
    }
}
