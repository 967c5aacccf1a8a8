using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>A point in the past that a read model or an aggregate is asked for, folded anew from the journal.</summary>
[GenerateSerializer, Immutable, Alias("as-of")]
public abstract record AsOf
{
    private AsOf() { }

    /// <summary>After the event at a position of the key's partition, whosever event that is; 0 is before the first.</summary>
    [GenerateSerializer, Immutable, Alias("as-of.position")]
    public sealed record Position([property: Id(0)] long Value) : AsOf
    {
        public override string ToString() => FormattableString.Invariant($"position {Value}");
    }

    /// <summary>
    /// Before the first event that was recorded later than the moment. Clocks of machines differ: should an earlier moment follow a later one in
    /// the journal, then order is the journal's.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("as-of.time")]
    public sealed record Time([property: Id(0)] DateTimeOffset Value) : AsOf
    {
        public override string ToString() => FormattableString.Invariant($"{Value:yyyy-MM-dd HH:mm:ss.FFFFFFF} UTC{Value:zzz}");
    }

    /// <summary>After the event of a version; of an aggregate only, since a read model has none.</summary>
    [GenerateSerializer, Immutable, Alias("as-of.version")]
    public sealed record Version([property: Id(0)] long Value) : AsOf
    {
        public override string ToString() => FormattableString.Invariant($"version {Value}");
    }

    /// <summary>What is wrong with it, or null.</summary>
    public string? Mistake() => this switch
    {
        Position { Value: < 0 and var position } => $"Position {position} is negative.",
        Version { Value: < 0 and var version } => $"Version {version} is negative.",
        _ => null,
    };

    /// <summary>True if the point lies before an event, so that the event is not in what is asked for.</summary>
    public bool IsBefore(RecordedEvent recorded) => this switch
    {
        Position position => position.Value < recorded.Position,
        Time time => time.Value < recorded.RecordedAt,
        Version version => version.Value < recorded.Version,
        _ => throw new UnreachableException(),
    };
}
