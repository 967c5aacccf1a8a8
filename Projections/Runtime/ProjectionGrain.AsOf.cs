using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Runtime;

public abstract partial class ProjectionGrain<TProjection, THead, TItem>
{
    /// <summary>The read model as it was, folded anew from the journal for the answer.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    protected Task<PastModel<THead, TItem>> GetAsOfAsync(AsOf asOf, CancellationToken cancellationToken) => Projected.GetAsOfAsync(asOf, cancellationToken);
}
