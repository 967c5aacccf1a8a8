using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>How the read side of this silo stands.</summary>
public sealed class ProjectionHealth(IReadModelStore store, ProjectionVersions versions, IEnumerable<ProjectionDescription> projections)
{
    /// <summary>Read models that wait at an event, over all projections.</summary>
    public async Task<long> CountParkedAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var projection in projections) count += await store.CountParkedAsync(versions.ActiveOf(projection.Name), cancellationToken);
        return count;
    }
}
