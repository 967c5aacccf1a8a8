using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;

namespace CommandProcessor.Projections.Runtime;

/// <summary>What had happened to a key by a point of the past: read page by page, and no more than one answer may fold.</summary>
internal static class PastEvents
{
    /// <exception cref="ArgumentException">The point is none of a key, is not in the journal, or lies after more events than one answer may fold.</exception>
    public static async Task ReadAsync(
        IJournal journal, PartitionKey key, AsOf asOf, ProjectionOptions options, Action<RecordedEvent> take, CancellationToken cancellationToken)
    {
        if (asOf is AsOf.Version) throw new ArgumentException($"The read models of {key} have no versions; ask for them as of a position or a time.");
        if (asOf.Mistake() is { } mistake) throw new ArgumentException($"As of: {mistake}");
        if (asOf is AsOf.Position { Value: var position}) await journal.RequireReachedAsync(journal.Partitioning.PartitionOf(key), position, cancellationToken);

        var last = 0L;
        for (var eventCount = 0; ;)
        {
            var page = await journal.ReadKeyAsync(key, last + 1, options.AsOfPageSize, cancellationToken);
            foreach (var recorded in page)
            {
                if (asOf.IsBefore(recorded)) return;
                if (++eventCount > options.AsOfEventsMax)
                    throw new ArgumentException($"{key} had more than {options.AsOfEventsMax} events at {asOf}, ProjectionOptions.AsOfEventsMax.");
                take(recorded);
                last = recorded.Position;
            }

            if (page.Count < options.AsOfPageSize) return;
        }
    }
}
