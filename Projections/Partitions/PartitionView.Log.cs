using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Projections.Partitions;

internal sealed partial class PartitionView<TModel>
{
    [LoggerMessage(EventId = 3301, Level = LogLevel.Information, Message = "{Address} is loaded again")]
    private partial void LogStale(Exception exception, ReadModelAddress address);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Error, Message = "{Address} cannot be read as it is stored; it is folded anew from the journal")]
    private partial void LogUnreadable(Exception exception, ReadModelAddress address);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Error, Message = "{Key} is parked in {Address}: {EventType} at {Position} cannot be applied")]
    private partial void LogParked(Exception? exception, ReadModelAddress address, string key, string eventType, long position);

    [LoggerMessage(EventId = 3304, Level = LogLevel.Warning, Message = "{Address} does not move; it is tried again until it does")]
    private partial void LogFault(Exception exception, ReadModelAddress address);

    [LoggerMessage(EventId = 3305, Level = LogLevel.Information, Message = "{Address} was folded by other rules than {Rules}; it is folded anew beside what is shown")]
    private partial void LogOtherRules(ReadModelAddress address, string rules);
}
