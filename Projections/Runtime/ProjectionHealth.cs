using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

/// <summary>How the read side of this silo stands.</summary>
public sealed class ProjectionHealth(IReadModelStore store, ProjectionVersions versions, IEnumerable<ProjectionDescription> projections)
{
    /// <summary>Read models that wait at an event, over all projections.</summary>
    public async Task<long> CountParkedAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var projection in projections)
        {
            if (versions.FindShown(projection.Name) is { } shown) count += await store.CountParkedAsync(shown.Model, cancellationToken);
        }

        return count;
    }
}
