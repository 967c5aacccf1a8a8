using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Analytics;

/// <summary>
/// The rankings of a silo that take long to merge, whole, as they were merged last. One is merged again when the view is seen to have moved or to show
/// another fold of the same events, once for however many ask.
/// </summary>
public sealed class RankingMemory
{
    /// <summary>Rankings that are kept, of up to <see cref="RankingRequest.CountLimit"/> places each; one more, and all are forgotten.</summary>
    private const int KeptMax = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<Place, Kept> _kept = [];

    /// <summary>The ranking of what the view shows.</summary>
    /// <param name="stand">Where it stands in each partition, and by which fold.</param>
    /// <param name="merge">Runs beside all grains, and so does not end with the one that asked first.</param>
    public Task<SalesRanking> GetAsync(RankingRequest request, ImmutableArray<ViewStand> stand, Func<Task<SalesRanking>> merge)
    {
        var place = new Place(request.Of, request.Currency);
        lock (_gate)
        {
            if (_kept.TryGetValue(place, out var kept) && kept.IsOf(stand)) return kept.Ranking;
            if (_kept.Count >= KeptMax) _kept.Clear();
            var ranking = Task.Run(merge);
            _kept[place] = new(stand, ranking);
            return ranking;
        }
    }

    private readonly record struct Place(SalesSubject Of, string Currency);

    private readonly record struct Kept(ImmutableArray<ViewStand> Stand, Task<SalesRanking> Ranking)
    {
        /// <summary>False also of one that could not be merged.</summary>
        public bool IsOf(ImmutableArray<ViewStand> wanted) =>
            !Ranking.IsFaulted && !Ranking.IsCanceled && wanted.AsSpan().SequenceEqual(Stand.AsSpan());
    }
}
