using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Aggregates;

/// <remarks>
/// A read asks the journal whether it has anything beyond what is in memory, so an answer is right also in an activation that another
/// has replaced and that does not know it yet. So does a refusal. Those that wait together share one question.
/// </remarks>
public abstract partial class AggregateGrain<TDecider, TState, TCommand, TEvent>
{
    private Task<bool> _confirming = Task.FromResult(true);
    private Task<bool>? _confirmingNext;
    private int _readerCount;

    /// <summary>Answers with what the aggregate is in the journal, at a moment after the call.</summary>
    /// <param name="view">Makes the view from a state and its version; pure.</param>
    /// <param name="cancellationToken">If it has ended, nothing is read.</param>
    protected Task<ViewAnswer<TView>> ReadAsync<TView>(Func<TState, long, TView> view, CancellationToken cancellationToken)
        where TView : class
    {
        if (_address is null) throw new ArgumentException(_keyMistake);

        // Whoever gives up is let go by Orleans at once, on his side.
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<ViewAnswer<TView>>(cancellationToken) : ReadNewestAsync(view);
    }

    private async Task<ViewAnswer<TView>> ReadNewestAsync<TView>(Func<TState, long, TView> view)
        where TView : class
    {
        if (_readerCount >= runtime.Options.PendingCountMax)
            throw new QueryRetryException($"{_address!.Aggregate} has {_readerCount} unanswered reads, AggregateOptions.PendingCountMax.");

        _readerCount++;
        try
        {
            await BecomeNewestAsync();
        }
        catch (CommandRetryException exception)
        {
            throw new QueryRetryException($"{_address!.Aggregate} was not read: {exception.Message}");
        }
        finally
        {
            _readerCount--;
        }

        return View(view);
    }

    private ViewAnswer<TView> View<TView>(Func<TState, long, TView> view)
        where TView : class
    {
        var durable = _pipeline.Durable;
        return new(durable.Version == 0 ? null : view(durable.State, durable.Version), new(_address!.Partition, durable.Position));
    }

    /// <summary>Ends when what is durable in memory was all that the journal had at a moment after the call.</summary>
    private async Task BecomeNewestAsync()
    {
        for (var attemptCount = 1; !await LoadOrConfirmAsync(); attemptCount++)
        {
            if (attemptCount == runtime.Options.ReadAttemptCountMax)
                throw new QueryRetryException($"{_address!.Aggregate} is written faster than it can be read.");
        }
    }

    /// <returns>True if what is durable in memory was all that the journal had at a moment after the call.</returns>
    private async Task<bool> LoadOrConfirmAsync()
    {
        if (_isLoaded) return await ConfirmAsync();

        // A load that began before the call may have read the journal before it, too.
        var isOurs = _loading is null;
        await (_loading ??= LoadAsync());
        return isOurs && _isLoaded;
    }

    /// <summary>Joins a question that has not been asked yet, or asks.</summary>
    private Task<bool> ConfirmAsync() =>
        _confirming.IsCompleted ? _confirming = IsNewestAsync() : _confirmingNext ??= ConfirmNextAsync();

    private async Task<bool> ConfirmNextAsync()
    {
        await Task.WhenAny(_confirming);
        _confirmingNext = null;
        return await (_confirming = IsNewestAsync());
    }

    private async Task<bool> IsNewestAsync()
    {
        var version = _pipeline.Durable.Version;
        if (!await HasEventsAfterAsync(version)) return true;

        // Either of ours, and the reply is on its way (if it is a failure, the aggregate is loaded again), or somebody else's.
        if (_pipeline.PendingCount > 0) await Task.WhenAny(_pipeline.StagedAsync());
        else if (_pipeline.Durable.Version == version) Unload();
        return false;
    }

    private async Task<bool> HasEventsAfterAsync(long version)
    {
        try
        {
            var newer = await runtime.Journal.ReadAggregateAsync(_address!.Key, _address.Aggregate, version + 1, countMax: 1, CancellationToken.None);
            return newer.Count > 0;
        }
        catch (Exception exception)
        {
            LogReadFailed(runtime.Logger, exception, _address!.Aggregate);
            throw new QueryRetryException($"{_address.Aggregate} was not read: {exception.Message}");
        }
    }
}
