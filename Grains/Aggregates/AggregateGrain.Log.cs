using CommandProcessor.Grains.Interfaces.Events;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Aggregates;

public abstract partial class AggregateGrain<TDecider, TState, TCommand, TEvent>
{
    [LoggerMessage(1002, LogLevel.Error, "{Aggregate} cannot be loaded.")]
    private static partial void LogLoadFailed(ILogger logger, Exception exception, AggregateId aggregate);

    [LoggerMessage(1003, LogLevel.Warning, "Command {CommandId} cannot be looked up in {Aggregate}.")]
    private static partial void LogLookUpFailed(ILogger logger, Exception exception, CommandId commandId, AggregateId aggregate);

    [LoggerMessage(1004, LogLevel.Critical, "A hand-over of {Aggregate} failed in the shell itself.")]
    private static partial void LogFlushFailed(ILogger logger, Exception exception, AggregateId aggregate);

    [LoggerMessage(1005, LogLevel.Warning, "{Aggregate} cannot be read.")]
    private static partial void LogReadFailed(ILogger logger, Exception exception, AggregateId aggregate);
}
