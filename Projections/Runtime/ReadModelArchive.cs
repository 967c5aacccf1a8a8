using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Folds what all read models of a key were, out of the journal alone: for an operator, beside running silos or without any.</summary>
public sealed class ReadModelArchive(IJournal journal, IEnumerable<ProjectionDescription> projections, IOptions<ProjectionOptions> options)
{
    /// <summary>The read models of the key then; none if it had no events.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public async Task<IReadOnlyList<PastReadModel>> ReadAsync(PartitionKey key, AsOf asOf, CancellationToken cancellationToken)
    {
        if (asOf is AsOf.Version) throw new ArgumentException($"The read models of {key} have no versions; ask as of a position or a time.");
        if (asOf.Mistake() is { } mistake) throw new ArgumentException($"As of: {mistake}");
        if (asOf is AsOf.Position { Value: var position }) await journal.RequireReachedAsync(journal.Partitioning.PartitionOf(key), position, cancellationToken);

        var folds = projections.Where(projection => projection.KeyKind == key.Kind)
            .Select(projection => (projection.Name, Fold: projection.NewFold(0, 1))).ToList();
        await FoldAsync(key, asOf, folds.ConvertAll(fold => fold.Fold), cancellationToken);
        List<PastReadModel> past = [];
        foreach (var (name, fold) in folds)
        {
            if (!fold.TryTake(key, out var fresh)) continue;
            var bodies = fresh.Items.ToDictionary(item => item.Key, item => item.Value.Body, StringComparer.Ordinal);
            past.Add(new(name, fresh.Position, fresh.ParkedPosition, fresh.Body, bodies));
        }

        return past;
    }

    private async Task FoldAsync(PartitionKey key, AsOf asOf, List<IFreshFold> folds, CancellationToken cancellationToken)
    {
        var (eventCountMax, pageSize) = (options.Value.AsOfEventsMax, options.Value.FillPageSize);
        long last = 0;
        for (var eventCount = 0; ;)
        {
            var page = await journal.ReadKeyAsync(key, last + 1, pageSize, cancellationToken);
            foreach (var recorded in page)
            {
                if (asOf.IsBefore(recorded)) return;
                if (++eventCount > eventCountMax)
                    throw new ArgumentException($"{key} had more than {eventCountMax} events at {asOf}, ProjectionOptions.AsOfEventsMax.");
                foreach (var fold in folds) fold.Fold(recorded);
                last = recorded.Position;
            }

            if (page.Count < pageSize) return;
        }
    }
}
