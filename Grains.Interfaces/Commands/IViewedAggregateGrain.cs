using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Commands;

/// <summary>An aggregate that can be looked at.</summary>
[Alias("CommandProcessor.IViewedAggregateGrain`2")]
public interface IViewedAggregateGrain<TCommand, TView> : IAggregateGrain<TCommand>
    where TCommand : class
    where TView : class
{
    /// <summary>
    /// Says what the aggregate is at one moment between the call and the answer: every command answered before the call is in it, and nothing
    /// that is not in the journal.
    /// </summary>
    /// <exception cref="ArgumentException">The grain's key is no id of such an aggregate.</exception>
    /// <exception cref="QueryRetryException">Not answered; ask again.</exception>
    [Alias("Read")]
    Task<ViewAnswer<TView>> ReadAsync(CancellationToken cancellationToken);
}
