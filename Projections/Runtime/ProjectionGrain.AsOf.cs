using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Runtime;

public abstract partial class ProjectionGrain<TProjection, THead, TItem>
{
    /// <summary>The head as it was, folded anew from the journal; true up to its position.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    protected Task<ReadModelHead<THead>> GetHeadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) => Projected.GetHeadAsOfAsync(asOf, cancellationToken);

    /// <summary>A page of one item as it was, or of none.</summary>
    protected Task<ReadModelPage<TItem>> GetItemAsOfAsync(string item, AsOf asOf, CancellationToken cancellationToken) =>
        Projected.GetItemAsOfAsync(item, asOf, cancellationToken);

    /// <summary>A page of the items that there were. Each page folds anew.</summary>
    protected Task<ReadModelPage<TItem>> GetPageAsOfAsync(
        IReadOnlyList<int>? categories, ItemCursor? after, int countMax, AsOf asOf, CancellationToken cancellationToken) =>
        Projected.GetPageAsOfAsync(categories, after, countMax, asOf, cancellationToken);
}
