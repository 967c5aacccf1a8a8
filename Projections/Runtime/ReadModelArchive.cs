using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Folds what all read models of a key were, out of the journal alone: for an operator, beside running silos or without any.</summary>
public sealed class ReadModelArchive(IJournal journal, IEnumerable<ProjectionDescription> projections, IOptions<ProjectionOptions> options)
{
    /// <summary>The read models of the key then; none if it had no events.</summary>
    /// <param name="itemCountMax">Items of each to show.</param>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events or items than one answer may fold.</exception>
    public async Task<IReadOnlyList<PastReadModel>> ReadAsync(PartitionKey key, AsOf asOf, int itemCountMax, CancellationToken cancellationToken)
    {
        var folds = projections.Where(projection => projection.KeyKind == key.Kind)
            .Select(projection => (projection.Name, Fold: projection.NewPast(key, itemCountMax, options.Value.AsOfItemsMax))).ToList();
        await PastEvents.ReadAsync(journal, key, asOf, options.Value, Fold, cancellationToken);
        return [.. folds.Select(fold => fold.Fold.ToReadModel(fold.Name)).OfType<PastReadModel>()];

        void Fold(RecordedEvent recorded)
        {
            foreach (var (_, fold) in folds) fold.Fold(recorded);
        }
    }
}
