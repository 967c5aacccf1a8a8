using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Runtime;

public abstract partial class ProjectionGrain<TProjection, THead, TItem>
{
    /// <summary>
    /// Answers as soon as what is selected differs from what the request's token says was shown, and else when its time is over. The method of
    /// the grain interleaves: <see cref="Orleans.Concurrency.AlwaysInterleaveAttribute"/>.
    /// </summary>
    /// <param name="ask">The query that is watched: of the head, an item, a page, or whatever is made of them.</param>
    /// <param name="selected">The part of an answer whose change is told, as text; pure, and the same on every silo.</param>
    /// <exception cref="QueryRetryException">Too many watch already, or the query cannot be answered now; ask again.</exception>
    protected Task<WatchAnswer<T>> WatchAsync<T>(
        WatchRequest request, Func<AtLeast, CancellationToken, Task<T>> ask, Func<T, string> selected, CancellationToken cancellationToken) =>
        Projected.WatchAsync(request, ask, selected, cancellationToken);
}
