using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Aggregates;

/// <remarks>The past is read from the journal alone, beside whatever the aggregate is doing: what is in memory is not touched.</remarks>
public abstract partial class AggregateGrain<TDecider, TState, TCommand, TEvent>
{
    /// <summary>Answers with what the aggregate was at a point that is in the journal.</summary>
    /// <param name="asOf">A version, a position of its partition, or a time.</param>
    /// <param name="view">Makes the view from a state and its version; pure.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    protected async Task<ViewAnswer<TView>> ReadAsOfAsync<TView>(AsOf asOf, Func<TState, long, TView> view, CancellationToken cancellationToken)
        where TView : class
    {
        if (_address is null) throw new ArgumentException(_keyMistake);
        if (_readerCount >= runtime.Options.PendingCountMax)
            throw new QueryRetryException($"{_address.Aggregate} has {_readerCount} unanswered reads, AggregateOptions.PendingCountMax.");

        _readerCount++;
        try
        {
            var history = new AggregateHistory<TDecider, TState, TCommand, TEvent>(definition, _address, runtime.Journal, runtime.Options);
            var past = await history.ReadAsync(asOf, runtime.Snapshots.Open<TState>(_address.Aggregate), cancellationToken);
            return new(past.Version == 0 ? null : view(past.State, past.Version), new(_address.Partition, past.Position));
        }
        catch (JournalException exception)
        {
            LogReadFailed(runtime.Logger, exception, _address.Aggregate);
            throw new QueryRetryException($"{_address.Aggregate} was not read: {exception.Message}");
        }
        finally
        {
            _readerCount--;
        }
    }
}
