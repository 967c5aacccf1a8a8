using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal;

/// <summary>What became of one request of a group.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>Its events are durable.</summary>
    public sealed record Appended(ImmutableArray<RecordedEvent> Events) : AppendResult;

    /// <summary>Nothing of it was appended: the aggregate is at another version than expected.</summary>
    public sealed record Conflict(long ActualVersion) : AppendResult;
}
