using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Partitions;

/// <summary>What a view over everybody shows of a partition.</summary>
/// <param name="Position">Of the newest event that it shows.</param>
/// <param name="Version">The version of the view.</param>
/// <param name="Generation">Of the fold: another once the partition is folded anew.</param>
public readonly record struct ViewStand(int Partition, long Position, int Version, long Generation);

/// <summary>What a view shows of all partitions.</summary>
public static class ViewStands
{
    extension(ImmutableArray<ViewStand> stands)
    {
        public ImmutableArray<CommitPosition> Positions() => [.. stands.Select(stand => new CommitPosition(stand.Partition, stand.Position))];
    }
}
