using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Partitions;

/// <summary>Merges the pages of several partitions.</summary>
public static class LogPages
{
    /// <summary>The first entries of all pages, which were asked for with the same request.</summary>
    public static LogPage<TEntry> Merge<TEntry>(IReadOnlyList<LogPage<TEntry>> pages, int countMax)
        where TEntry : class
    {
        var entries = pages.SelectMany(page => page.Entries).OrderBy(entry => entry.Cursor).ToList();
        var hasMore = entries.Count > countMax || pages.Any(page => page.HasMore);
        return new([.. entries.Take(countMax)], hasMore, pages.Aggregate(ViewFreshness.None, (sum, page) => sum.And(page.Freshness)));
    }
}
