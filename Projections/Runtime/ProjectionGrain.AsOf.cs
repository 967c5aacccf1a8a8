using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Runtime;

public abstract partial class ProjectionGrain<TProjection, THead, TItem>
{
    /// <summary>The read model as it was, folded anew from the journal for the answer.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events or items than one answer may fold.</exception>
    /// <exception cref="QueryRetryException">It takes longer than one call waits, and goes on meanwhile; or the journal is away. Ask again.</exception>
    protected Task<PastModel<THead, TItem>> GetAsOfAsync(AsOf asOf, PastQuestion<THead> question, CancellationToken cancellationToken) =>
        Projected.GetAsOfAsync(asOf, question, cancellationToken);

    /// <summary>Nothing but its head.</summary>
    protected async Task<ReadModelHead<THead>> GetHeadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        (await GetAsOfAsync(asOf, PastQuestion.OfHead<THead>(), cancellationToken)).Head;
}
