using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Aggregates;

/// <remarks>
/// Callers that wait for the next event wait together for one signal, which each commit and each load gives. They are shown what is durable in memory,
/// without a question to the journal; whoever waited in vain is shown what a read shows, so no event is missed for longer than one wait.
/// </remarks>
public abstract partial class AggregateGrain<TDecider, TState, TCommand, TEvent>
{
    private TaskCompletionSource? _changed;
    private int _waiterCount;

    /// <summary>Callers that wait for the next event.</summary>
    internal int WaiterCount => _waiterCount;

    /// <summary>Answers as soon as there is an event after the version, and else after the timeout, with what the aggregate then is in the journal.</summary>
    protected async Task<ViewAnswer<TView>> ReadAfterAsync<TView>(
        long version, TimeSpan timeout, Func<TState, long, TView> view, CancellationToken cancellationToken)
        where TView : class
    {
        if (_address is null) throw new ArgumentException(_keyMistake);
        if (_waiterCount >= runtime.Options.WaiterCountMax)
            throw new QueryRetryException($"{_waiterCount} callers wait for {_address.Aggregate} already, AggregateOptions.WaiterCountMax.");

        var longest = TimeSpan.FromMilliseconds(runtime.Options.WaitTimeMaxMs);
        _waiterCount++;
        try
        {
            return await IsPassedAsync(version, timeout < longest ? timeout : longest, cancellationToken) ? View(view) : await ReadNewestAsync(view);
        }
        catch (CommandRetryException exception)
        {
            throw new QueryRetryException($"{_address.Aggregate} was not read: {exception.Message}");
        }
        finally
        {
            _waiterCount--;
        }
    }

    /// <returns>False if nothing came after the version as far as is known here.</returns>
    private async Task<bool> IsPassedAsync(long version, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_isLoaded && _pipeline.Durable.Version > version) return true;
        if (timeout <= TimeSpan.Zero) return false;

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var over = Task.Delay(timeout, runtime.Time, ended.Token);
        try
        {
            while (!over.IsCompletedSuccessfully)
            {
                await await Task.WhenAny(over, _isLoaded ? ChangedAsync() : _loading ??= LoadAsync());
                if (_isLoaded && _pipeline.Durable.Version > version) return true;
            }

            return false;
        }
        finally
        {
            await ended.CancelAsync(); // A timer that nobody waits for would stay until its time.
        }
    }

    private Task ChangedAsync() => (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Lets those who wait look again: there is an event, or what is in memory may no longer be all.</summary>
    private void SignalChange()
    {
        var changed = _changed;
        _changed = null;
        changed?.SetResult();
    }
}
