using CommandProcessor.Projections.Stores;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Projections.Runtime;

internal sealed partial class ProjectedKey<TProjection, THead, TItem>
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "{Address} is loaded again")]
    private partial void LogStale(Exception exception, ReadModelAddress address);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error,
        Message = "{Address} cannot be read as it is stored; it is folded anew from the journal")]
    private partial void LogUnreadable(Exception exception, ReadModelAddress address);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Debug,
        Message = "{Address} stands at {Position} and was brought {Next}, which follows {Previous}; the journal fills the hole")]
    private partial void LogHole(ReadModelAddress address, long position, long previous, long next);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Error, Message = "{Address} is parked: {EventType} at {Position} cannot be applied")]
    private partial void LogParked(Exception? exception, ReadModelAddress address, string eventType, long position);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Warning,
        Message = "{Address} is shown but could not be saved; that is tried again with its next event or when it is let go")]
    private partial void LogSavedLater(Exception exception, ReadModelAddress address);

    [LoggerMessage(EventId = 3106, Level = LogLevel.Warning,
        Message = "{Address} could not be compared with the journal; the answer is what it has, up to {Position}")]
    private partial void LogNotCompared(Exception exception, ReadModelAddress address, long position);
}
