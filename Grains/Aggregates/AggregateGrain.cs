using System.Collections.Immutable;
using System.Diagnostics;
using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>
/// The shell of an aggregate: loads it, has commands decided one at a time, hands their events to its partition, and answers when they
/// are durable. A new kind of aggregate derives from it with a state, a decider and a definition.
/// </summary>
/// <remarks>
/// Reentrant, so that commands arrive while an append is under way. Between arriving and being decided there is no await, unless the
/// aggregate is being loaded or an old id is looked up; both decide only after they have come back.
/// </remarks>
[Reentrant]
public abstract partial class AggregateGrain<TDecider, TState, TCommand, TEvent>(AggregateRuntime runtime, AggregateDefinition<TEvent> definition)
    : Grain, IAggregateGrain<TCommand>, IAwakeAggregate<TCommand>
    where TDecider : IDecider<TState, TCommand, TEvent>
    where TState : class
    where TCommand : class
    where TEvent : class
{
    private readonly Dictionary<CommandId, Task<CommandOutcome>> _asking = []; // Of what the journal is asked before they are decided.
    private AggregateAddress? _address;
    private string _keyMistake = "";
    private CommandPipeline<TDecider, TState, TCommand, TEvent> _pipeline = null!; // Set with the address, without which no command passes.
    private SnapshotFile<TState> _snapshots = null!; // Likewise.
    private TaskScheduler _turns = TaskScheduler.Default; // The grain's own, from when it is awake.
    private Task? _loading;
    private Task _flushing = Task.CompletedTask;
    private Task _snapshotting = Task.CompletedTask;
    private bool _isLoaded;
    private bool _isFlushing;
    private bool _isFlushHeld;
    private bool _wasRead;
    private bool _isTaken;
    private int _loadWaiterCount;

    /// <summary>Commands that are decided and not answered.</summary>
    internal int PendingCount => _pipeline.PendingCount;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var grainKey = this.GetPrimaryKeyString();
        try
        {
            var key = definition.PartitionKeyOf(grainKey);
            _address = new(AggregateId.Create(definition.Kind, grainKey), key, runtime.Journal.Partitioning.PartitionOf(key));
            _pipeline = new(definition, _address, runtime.Options, runtime.Instruments);
            _snapshots = runtime.Snapshots.Open<TState>(_address.Aggregate);
            _turns = TaskScheduler.Current;
            runtime.Local.Add(_address.Aggregate, this);
        }
        catch (FormatException exception)
        {
            // Nothing can be loaded or appended under such a key: every command is refused with the reason.
            _keyMistake = exception.Message;
        }

        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_address is not null) runtime.Local.Remove(_address.Aggregate, this);
        try
        {
            await Task.WhenAll(_flushing, _snapshotting).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits any more; what was handed over is in the journal or is not, as after a crash.
        }
    }

    /// <inheritdoc/>
    public Task<CommandOutcome> ExecuteAsync(CommandEnvelope<TCommand> envelope, CancellationToken cancellationToken)
    {
        if (MistakeOf(envelope) is { } mistake) return Task.FromResult<CommandOutcome>(Malformed(mistake));

        // Whoever gives up is let go by Orleans at once, on his side. The command is carried out all the same: others may be decided on it.
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<CommandOutcome>(cancellationToken);
        var traced = Traced(envelope);
        if (_isLoaded) return ExecuteLoadedAsync(traced);
        return IsUnseen && _pipeline.TryBeginAsync(traced, runtime.Time.GetUtcNow()) is { } begun ? BeginAsync(traced, begun) : LoadAndExecuteAsync(traced);
    }

    /// <inheritdoc/>
    Task<CommandOutcome> IAwakeAggregate<TCommand>.ExecuteBesideAsync(CommandEnvelope<TCommand> envelope, CancellationToken cancellationToken) =>
        RunBesideAsync(() => ExecuteAsync(envelope, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    Task<CommandOutcome> IAwakeAggregate<TCommand>.ExecuteBesideAsync(
        CommandEnvelope<TCommand> envelope, CommandEnvelope<TCommand> behind, FollowingCommand following, CancellationToken cancellationToken) =>
        RunBesideAsync(() => ExecuteBothAsync(envelope, behind, following, cancellationToken), cancellationToken);

    /// <summary>In a turn of the grain's.</summary>
    private Task<CommandOutcome> RunBesideAsync(Func<Task<CommandOutcome>> executeAsync, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(executeAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns).Unwrap().WaitAsync(cancellationToken);

    private Task<CommandOutcome> ExecuteBothAsync(
        CommandEnvelope<TCommand> envelope, CommandEnvelope<TCommand> behind, FollowingCommand following, CancellationToken cancellationToken)
    {
        _isFlushHeld = true; // So that one hand-over takes both.
        try
        {
            var answer = ExecuteAsync(envelope, cancellationToken);
            if (_isLoaded && _pipeline.IsAccepted(envelope.Context.CommandId)) following.Begin(ExecuteAsync(behind, cancellationToken));
            return answer;
        }
        finally
        {
            _isFlushHeld = false;
            StartFlushing();
        }
    }

    private Task<CommandOutcome> ExecuteLoadedAsync(CommandEnvelope<TCommand> envelope, bool isNewest = false)
    {
        var id = envelope.Context.CommandId;
        if (_pipeline.RecallAsync(envelope) is { } recalled) return RepeatedAsync(recalled);
        if (_asking.Count > 0 && _asking.TryGetValue(id, out var asking)) return RepeatedAsync(asking);
        if (IsFull) return Task.FromException<CommandOutcome>(Full());
        return _pipeline.Memory.MayHaveLetGo(id) ? StartLookUpAsync(envelope) : DecideAsync(envelope, isNewest);
    }

    /// <summary>
    /// Most commands that only a new aggregate carries out do come to a new one, so nothing is read for them: if the aggregate is there after all, the
    /// journal says that its first version is taken, and the command is decided on what is read then.
    /// </summary>
    private async Task<CommandOutcome> BeginAsync(CommandEnvelope<TCommand> envelope, Task<CommandOutcome> answer)
    {
        _isLoaded = true;
        StartFlushing();
        try
        {
            return await answer;
        }
        catch (CommandRetryException) when (_isTaken)
        {
            return await (_isLoaded ? ExecuteLoadedAsync(envelope) : LoadAndExecuteAsync(envelope));
        }
    }

    /// <param name="envelope">A command that is known to be new.</param>
    /// <param name="isNewest">True if what is durable in memory was all that the journal had at a moment after the command came.</param>
    private Task<CommandOutcome> DecideAsync(CommandEnvelope<TCommand> envelope, bool isNewest)
    {
        if (_pipeline.DecideAsync(envelope, runtime.Time.GetUtcNow(), isNewest) is not { } answer) return AskAsync(envelope, ConfirmAndDecideAsync(envelope));
        StartFlushing();
        return answer;
    }

    private void StartFlushing()
    {
        if (!_isFlushing && !_isFlushHeld) _flushing = FlushAsync();
    }

    /// <summary>Hands over what is staged, one hand-over at a time, until nothing is.</summary>
    private async Task FlushAsync()
    {
        _isFlushing = true;
        try
        {
            while (_isLoaded && _pipeline.TakeHandover() is { IsEmpty: false } requests)
            {
                switch (await runtime.Gateway.AppendAsync(_address!.Partition, requests, CancellationToken.None))
                {
                    case AppendReply.Committed committed:
                        _pipeline.Settle(committed.Positions);
                        SignalChange();
                        TakeSnapshotIfDue();
                        if (_pipeline.PendingCount == 0 && TDecider.IsAtRest(_pipeline.Durable.State)) DeactivateOnIdle();
                        break;
                    case AppendReply.TurnedAway turnedAway:
                        Abandon(turnedAway.Reason, mustReload: IsUnseen);
                        break;
                    case AppendReply.Conflict conflict:
                        _isTaken = IsUnseen;
                        Abandon($"{_address!.Aggregate} is at version {conflict.ActualVersion}: somebody else wrote it.", mustReload: true);
                        break;
                    case AppendReply.Unknown unknown:
                        Abandon(unknown.Reason, mustReload: true);
                        break;
                    default:
                        throw new UnreachableException();
                }
            }
        }
        catch (Exception exception)
        {
            // A bug; but nobody may wait for ever for an answer that will not come.
            LogFlushFailed(runtime.Logger, exception, _address!.Aggregate);
            Abandon(exception.Message, mustReload: true);
        }
        finally
        {
            _isFlushing = false;
        }
    }

    private void Abandon(string reason, bool mustReload)
    {
        if (mustReload) Unload();
        runtime.Instruments.Failed.Add(_pipeline.PendingCount);
        _pipeline.Abandon(NotAnswered(reason));
    }

    private static CommandRetryException NotAnswered(string reason) => new($"The command was not answered: {reason} Send it again under the same id.");

    /// <summary>What is in memory may not be what the journal has.</summary>
    private void Unload()
    {
        _isLoaded = false;
        SignalChange();
    }

    private async Task<CommandOutcome> LoadAndExecuteAsync(CommandEnvelope<TCommand> envelope)
    {
        if (IsFull) throw Full();
        var isNewest = false;
        _loadWaiterCount++;
        try
        {
            while (!_isLoaded)
            {
                isNewest = _loading is null; // A load that began before may have read the journal before, too.
                await (_loading ??= LoadAsync());
            }
        }
        finally
        {
            _loadWaiterCount--;
        }

        return await ExecuteLoadedAsync(envelope, isNewest);
    }

    private async Task LoadAsync()
    {
        // Everybody who comes while it runs waits for the same load; whoever comes after a failed one starts another.
        _wasRead = true;
        await Task.Yield();
        try
        {
            // First the claim, then the reading: no append of an older claim can come in behind what was read.
            await runtime.Gateway.EnsureAsync(_address!.Partition, CancellationToken.None);
            var loader = new AggregateLoader<TDecider, TState, TCommand, TEvent>(
                definition, _address, runtime.Journal, _snapshots, runtime.Options);
            var loaded = await loader.LoadAsync(CancellationToken.None);
            _pipeline.Load(loaded.Durable, loaded.Memory);
            _isLoaded = true;
        }
        catch (Exception exception) when (exception is not CommandRetryException)
        {
            LogLoadFailed(runtime.Logger, exception, _address!.Aggregate);
            throw new CommandRetryException($"{_address.Aggregate} cannot be loaded: {exception.Message}");
        }
        finally
        {
            _loading = null;
        }
    }

    private Task<CommandOutcome> StartLookUpAsync(CommandEnvelope<TCommand> envelope)
    {
        runtime.Instruments.LookedUp.Add(1);
        return AskAsync(envelope, LookUpAsync(envelope));
    }

    /// <summary>Others are decided meanwhile, this one after the answer; repeats of it wait for that.</summary>
    private Task<CommandOutcome> AskAsync(CommandEnvelope<TCommand> envelope, Task<CommandOutcome> asking)
    {
        if (!asking.IsCompleted) _asking.Add(envelope.Context.CommandId, asking);
        return asking;
    }

    /// <summary>
    /// A refusal, or that there is nothing to do, leaves no event that the journal would refuse if this activation has been replaced and does not know it.
    /// So the journal is asked whether anybody has written meanwhile.
    /// </summary>
    private async Task<CommandOutcome> ConfirmAndDecideAsync(CommandEnvelope<TCommand> envelope)
    {
        await Task.Yield();
        try
        {
            await BecomeNewestAsync();
        }
        catch (QueryRetryException exception)
        {
            throw NotAnswered(exception.Message);
        }
        finally
        {
            _asking.Remove(envelope.Context.CommandId);
        }

        return await GoOnAsync(envelope, isNewest: true); // From then on only this activation has written, or it is not loaded any more.
    }

    /// <summary>Asks the journal for an id that was perhaps let go.</summary>
    private async Task<CommandOutcome> LookUpAsync(CommandEnvelope<TCommand> envelope)
    {
        await Task.Yield();
        var id = envelope.Context.CommandId;
        try
        {
            if (await FindAsync(id) is { } found) return found;
        }
        finally
        {
            _asking.Remove(id);
        }

        return await GoOnAsync(envelope, isNewest: false);
    }

    /// <summary>
    /// Executes a command that the journal was asked about. Meanwhile the aggregate may have lost its state and read it again, but nobody else can have
    /// decided this id: repeats wait for the same answer.
    /// </summary>
    private Task<CommandOutcome> GoOnAsync(CommandEnvelope<TCommand> envelope, bool isNewest) =>
        _isLoaded ? _pipeline.RecallAsync(envelope) ?? DecideAsync(envelope, isNewest) : LoadAndExecuteAsync(envelope);

    private async Task<CommandOutcome?> FindAsync(CommandId id)
    {
        try
        {
            var recorded = await runtime.Journal.FindCommandAsync(_address!.Key, _address.Aggregate, id, CancellationToken.None);
            return recorded is null ? null : definition.OutcomeOf(definition.Codec.Decode(recorded), recorded.Version, new(recorded.Partition, recorded.Position));
        }
        catch (Exception exception)
        {
            LogLookUpFailed(runtime.Logger, exception, id, _address!.Aggregate);
            throw new CommandRetryException($"Command {id} cannot be looked up in {_address.Aggregate}: {exception.Message}");
        }
    }

    private void TakeSnapshotIfDue()
    {
        if (!_snapshotting.IsCompleted || _pipeline.Durable.Version - _snapshots.NewestVersion < runtime.Options.SnapshotEventCount) return;

        var durable = _pipeline.Durable;
        _snapshotting = _snapshots.WriteAsync(new()
        {
            StateSchemaVersion = definition.StateSchemaVersion,
            Version = durable.Version,
            Position = durable.Position,
            State = durable.State,
            Memory = _pipeline.Memory.ToSnapshot(),
        });
    }

    /// <summary>True as long as nothing is known of the aggregate: neither was it read, nor was anything of it appended here.</summary>
    private bool IsUnseen => !_wasRead && !_isTaken && _pipeline.Durable.Version == 0;

    private bool IsFull => _pipeline.PendingCount + _asking.Count + _loadWaiterCount >= runtime.Options.PendingCountMax;

    private CommandRetryException Full() => new(
        $"{_address!.Aggregate} has {runtime.Options.PendingCountMax} unanswered commands, AggregateOptions.PendingCountMax. Send it again under the same id.");

    private Task<CommandOutcome> RepeatedAsync(Task<CommandOutcome> answer)
    {
        runtime.Instruments.Repeated.Add(1);
        return answer;
    }

    private string? MistakeOf(CommandEnvelope<TCommand> envelope)
    {
        if (_address is null) return _keyMistake;
        if (envelope.Context is null) return "The command's context is missing.";
        return envelope.Command is null ? "The command is missing." : envelope.Context.Mistake();
    }

    private CommandOutcome.Refused Malformed(string mistake)
    {
        var position = new CommitPosition(_address?.Partition ?? 0, _pipeline?.Durable.Position ?? 0);
        return new CommandOutcome.Refused(_pipeline?.Durable.Version ?? 0, position, Refusal.Final(CommonRefusals.MalformedContext, mistake));
    }

    /// <summary>Events carry the caller's trace; the silo's own stands in where the caller sent none.</summary>
    private static CommandEnvelope<TCommand> Traced(CommandEnvelope<TCommand> envelope) =>
        envelope.Context.TraceParent is null && Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } trace }
            ? envelope with { Context = envelope.Context with { TraceParent = trace } }
            : envelope;
}
