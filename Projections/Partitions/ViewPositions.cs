using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>How far views over everybody are, from the database alone.</summary>
public static class ViewPositions
{
    extension(IReadModelStore store)
    {
        /// <summary>
        /// Up to where each place is saved, by the rules that its view goes by now: where it was folded by others, that is as far as the fold anew has come.
        /// </summary>
        /// <exception cref="ReadModelException">The database failed.</exception>
        public async Task<IReadOnlyList<long>> ReadPositionsAsync(IReadOnlyList<ViewPlace> places, CancellationToken cancellationToken)
        {
            var rows = await store.LoadAsync([.. places.Select(place => place.Address)], cancellationToken);
            var positions = places.Zip(rows, static (place, row) => PositionOf(place, row)).ToArray();
            var others = Enumerable.Range(0, positions.Length).Where(at => positions[at] is null).ToList();
            if (others.Count == 0) return [.. positions.Select(position => position ?? 0)];

            var anew = await store.LoadAsync([.. others.Select(at => places[at].Address with { Model = places[at].Address.Model.Beside })], cancellationToken);
            foreach (var (at, row) in others.Zip(anew)) positions[at] = PositionOf(places[at], row) ?? 0;
            return [.. positions.Select(position => position ?? 0)];
        }
    }

    /// <summary>Null if it was folded by other rules.</summary>
    private static long? PositionOf(ViewPlace place, ReadModelRow? row) => row is null or { Position: 0 } ? 0 : row.Body == place.View.HeadBody ? row.Position : null;
}

/// <summary>Where a view over everybody keeps its rows of a partition.</summary>
public readonly record struct ViewPlace(ProjectionDescription View, ReadModelAddress Address);
