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

    /// <summary>
    /// Waits until the aggregate has an event after the version, and says what it then is; what it says is in the journal. It waits no longer than it
    /// is told to and than the silo waits at most, and then says what a read would: whoever sees nothing new asks again.
    /// </summary>
    /// <param name="version">The newest that the caller has seen; 0 if none.</param>
    /// <param name="timeout">How long to wait; what is not positive does not wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The grain's key is no id of such an aggregate.</exception>
    /// <exception cref="QueryRetryException">Not answered, or too many wait already; ask again.</exception>
    [Alias("ReadAfter")]
    Task<ViewAnswer<TView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Says what the aggregate was, folded anew from the journal.</summary>
    /// <param name="asOf">A version, a position of its partition, or a time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">
    /// The grain's key is no id of such an aggregate, or the point is not in the journal, or lies after more events than one answer may fold.
    /// </exception>
    /// <exception cref="QueryRetryException">Not answered; ask again.</exception>
    [Alias("ReadAsOf")]
    Task<ViewAnswer<TView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken);
}
