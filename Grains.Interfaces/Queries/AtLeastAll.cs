using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>
/// How fresh an answer over all partitions must be: of each partition that is named, the view has folded everything up to the position.
/// It waits for that up to the deadline, then says how far it is behind.
/// </summary>
/// <param name="Positions">At most one of a partition; partitions that are not named ask for nothing. Default is empty.</param>
/// <param name="Deadline">How long to wait; null for the silo's default.</param>
[GenerateSerializer, Immutable, Alias("at-least-all")]
public readonly record struct AtLeastAll(
    [property: Id(0)] ImmutableArray<CommitPosition> Positions, [property: Id(1)] TimeSpan? Deadline = null)
{
    public static AtLeastAll Anything => new([]);

    /// <summary>What it asks of one partition.</summary>
    public AtLeast Of(int partition)
    {
        foreach (var position in Positions.IsDefault ? [] : Positions)
        {
            if (position.Partition == partition) return new(position.Position, Deadline);
        }

        return new(0, Deadline);
    }
}
