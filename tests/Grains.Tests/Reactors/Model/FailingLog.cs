using CommandProcessor.Grains.Reactors.Runtime;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>Hears only that reactors ended by a mistake of their own, which nothing in a run may make them do.</summary>
internal sealed class FailingLog : ILogger<ReactorPartition>
{
    private const int Ended = 1213;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == Ended) Oracle.Fail($"{formatter(state, exception)} {exception}");
    }
}
