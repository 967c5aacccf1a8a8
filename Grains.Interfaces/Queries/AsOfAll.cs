using System.Collections.Immutable;
using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>A point in the past of all partitions, that a view over everybody is asked for, folded anew from the journal.</summary>
[GenerateSerializer, Immutable, Alias("as-of-all")]
public abstract record AsOfAll
{
    private AsOfAll() { }

    /// <summary>In each partition, before the first event that was recorded later than the moment; see <see cref="AsOf.Time"/>.</summary>
    [GenerateSerializer, Immutable, Alias("as-of-all.time")]
    public sealed record Time([property: Id(0)] DateTimeOffset Value) : AsOfAll
    {
        public override string ToString() => new AsOf.Time(Value).ToString();
    }

    /// <summary>In each partition that is named, after the event at the position; in all others, before the first.</summary>
    [GenerateSerializer, Immutable, Alias("as-of-all.positions")]
    public sealed record Positions([property: Id(0)] ImmutableArray<CommitPosition> Value) : AsOfAll
    {
        public override string ToString() => $"positions {string.Join(',', Value)}";
    }

    /// <summary>What is asked of one partition.</summary>
    public AsOf Of(int partition) => this switch
    {
        Time time => new AsOf.Time(time.Value),
        Positions positions => new AsOf.Position(positions.Value.FirstOrDefault(position => position.Partition == partition).Position),
        _ => throw new UnreachableException(),
    };

    /// <summary>What is wrong with it, or null.</summary>
    public string? Mistake()
    {
        if (this is not Positions { Value: var positions }) return null;
        if (positions.IsDefaultOrEmpty) return "No position is named.";
        foreach (var position in positions)
        {
            if (position.Position < 0) return $"Position {position} is negative.";
            if (positions.Count(other => other.Partition == position.Partition) > 1) return $"Partition {position.Partition} is named twice.";
        }

        return null;
    }
}
