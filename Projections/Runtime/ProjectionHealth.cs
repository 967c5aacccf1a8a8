using CommandProcessor.Journal;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>How the read side of this silo stands.</summary>
public sealed class ProjectionHealth(
    IReadModelStore store, IJournal journal, RoadProgress road, IEnumerable<ProjectionDescription> projections)
{
    /// <summary>Read models that wait at an event, over all projections.</summary>
    public async Task<long> CountParkedAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var projection in projections) count += await store.CountParkedAsync(projection.Model, cancellationToken);
        return count;
    }

    /// <summary>The partitions of which this silo was brought anything, measured against the head of the journal.</summary>
    public async Task<IReadOnlyList<PartitionLag>> MeasureAsync(CancellationToken cancellationToken)
    {
        var lags = new List<PartitionLag>();
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
        {
            if (road.RecordedAt(partition) is not { } recordedAt) continue;
            var state = await journal.GetStateAsync(partition, cancellationToken);
            lags.Add(new(partition, state.Head, road.Position(partition), recordedAt));
        }

        return lags;
    }
}
