using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>
/// One aggregate in memory: the durable state, the staged state that the next command is decided on, and the commands between them. While one
/// hand-over is under way the next commands are decided and wait for the following one; whatever fails takes everything staged with it.
/// </summary>
internal sealed class CommandPipeline<TDecider, TState, TCommand, TEvent>(
    AggregateDefinition<TEvent> definition, AggregateAddress address, AggregateOptions options, WriteInstruments instruments)
    where TDecider : IDecider<TState, TCommand, TEvent>
    where TState : class
    where TCommand : class
    where TEvent : class
{
    private readonly Dictionary<CommandId, PendingCommand<TState>> _pending = [];

    // In the order of decision. A command without events stands behind the last command with events that it rests on,
    // so neither list ever begins with one.
    private List<PendingCommand<TState>> _underWay = [];
    private List<PendingCommand<TState>> _staged = [];

    private TState _stagedState = TDecider.Initial;
    private long _stagedVersion;

    public Durable<TState> Durable { get; private set; } = new(TDecider.Initial, Version: 0, Position: 0);

    public CommandMemory Memory { get; private set; } = new(address.Partition, options.RecentCountMax);

    /// <summary>Commands that are decided and not answered.</summary>
    public int PendingCount => _pending.Count;

    /// <summary>Takes what was loaded from the journal; nothing may be pending.</summary>
    public void Load(Durable<TState> durable, CommandMemory memory)
    {
        if (PendingCount > 0) throw new InvalidOperationException($"{PendingCount} commands of {address.Aggregate} are pending.");
        memory.KeepWithoutEvents(Memory);
        Memory = memory;
        Durable = durable;
        _stagedState = durable.State;
        _stagedVersion = durable.Version;
    }

    /// <summary>The answer to a command that is remembered or under way; null if it is neither, or is to be decided anew.</summary>
    public Task<CommandOutcome>? RecallAsync(CommandEnvelope<TCommand> envelope)
    {
        var id = envelope.Context.CommandId;
        if (_pending.Count > 0 && _pending.TryGetValue(id, out var pending)) return pending.Task;
        if (Memory.Find(id) is not { } outcome) return null;
        return envelope.AsksAgain && outcome is CommandOutcome.Refused { Refusal.IsTransient: true } ? null : Task.FromResult(outcome);
    }

    /// <summary>True of a command that is accepted, durably or not yet, as far as is known here.</summary>
    public bool IsAccepted(CommandId id) => _pending.TryGetValue(id, out var pending) ? pending.IsAccepted : Memory.Find(id) is CommandOutcome.Accepted;

    /// <summary>
    /// Decides a command that is known to be new. Null, and nothing done, if it brings about nothing and rests on what is durable alone, unless that is
    /// known to be the newest: whatever brings about events, or rests on some that are staged, is refused by the journal if others have written.
    /// </summary>
    /// <param name="envelope">The command.</param>
    /// <param name="now">The time to decide at.</param>
    /// <param name="isNewest">True if what is durable here was all that the journal had at a moment after the command came.</param>
    public Task<CommandOutcome>? DecideAsync(CommandEnvelope<TCommand> envelope, DateTimeOffset now, bool isNewest)
    {
        var id = envelope.Context.CommandId;
        if (envelope.ExpectedVersion is { } expected && expected != _stagedVersion) return DecideNothingAsync(id, WrongVersion(expected), isNewest);

        if (IsForbidden(_stagedState, envelope)) return DecideNothingAsync(id, OnlyAStep(envelope.Command), isNewest);

        var decision = TDecider.Decide(_stagedState, envelope.Command, now);
        if (decision.Refusal is not null || decision.Events.IsEmpty) return DecideNothingAsync(id, decision.Refusal, isNewest);

        var encoded = Encode(decision.Events);
        return FindTooLarge(encoded) is { } tooLarge
            ? DecideNothingAsync(id, TooLarge(tooLarge), isNewest)
            : Stage(envelope.Context, decision.Events, encoded).Task;
    }

    /// <summary>
    /// Decides the first command of an aggregate that was not looked for. Null unless it brings about events: these are refused by the journal if the
    /// aggregate is there after all, whereas anything else would be said of it without knowing.
    /// </summary>
    public Task<CommandOutcome>? TryBeginAsync(CommandEnvelope<TCommand> envelope, DateTimeOffset now)
    {
        if (_stagedVersion > 0 || PendingCount > 0) throw new InvalidOperationException($"{address.Aggregate} is at version {_stagedVersion}.");
        if (envelope.ExpectedVersion > 0 || IsForbidden(TDecider.Initial, envelope)) return null;

        var decision = TDecider.Decide(TDecider.Initial, envelope.Command, now);
        if (decision.Refusal is not null || decision.Events.IsEmpty) return null;

        var encoded = Encode(decision.Events);
        return FindTooLarge(encoded) is null ? Stage(envelope.Context, decision.Events, encoded).Task : null;
    }

    /// <summary>Takes what is to be appended next; empty if nothing is staged. One at a time.</summary>
    public ImmutableArray<AppendRequest> TakeHandover()
    {
        if (_underWay.Count > 0) throw new InvalidOperationException($"A hand-over of {address.Aggregate} is under way.");
        if (_staged.Count == 0) return [];

        (_underWay, _staged) = (_staged, _underWay);
        var requests = ImmutableArray.CreateBuilder<AppendRequest>(_underWay.Count);
        var events = 0;
        for (var index = 0; index < _underWay.Count; index++)
        {
            if (_underWay[index].Request is not { } request) continue;

            events += request.Events.Length;
            if (requests.Count > 0 && events > options.HandoverEventCountMax)
            {
                _staged.AddRange(_underWay[index..]);
                _underWay.RemoveRange(index, _underWay.Count - index);
                break;
            }

            requests.Add(request);
        }

        return requests.DrainToImmutable();
    }

    /// <summary>Answers the commands of the hand-over, which is durable now.</summary>
    /// <param name="positions">Of the newest event of each request.</param>
    public void Settle(ImmutableArray<long> positions)
    {
        var next = 0;
        var position = Durable.Position;
        foreach (var pending in _underWay)
        {
            if (pending.Request is not null) position = positions[next++];
            var outcome = pending.OutcomeAt(new(address.Partition, position));
            Memory.Remember(pending.Id, outcome, pending.Request is not null);
            _pending.Remove(pending.Id);
            pending.SetResult(outcome);
        }

        instruments.Accepted.Add(next);
        Durable = new(_underWay[^1].State, _underWay[^1].Version, position);
        _underWay.Clear();
    }

    /// <summary>Ends when everything decided so far is durable, or fails with it.</summary>
    public Task StagedAsync() => _staged.Count > 0 ? _staged[^1].Task : _underWay.Count > 0 ? _underWay[^1].Task : Task.CompletedTask;

    /// <summary>Throws away everything that is not durable and tells the callers to ask again.</summary>
    public void Abandon(Exception reason)
    {
        foreach (var pending in _pending.Values) pending.SetException(reason);
        _pending.Clear();
        _underWay.Clear();
        _staged.Clear();
        _stagedState = Durable.State;
        _stagedVersion = Durable.Version;
    }

    private EventData[] Encode(ImmutableArray<TEvent> events)
    {
        var encoded = new EventData[events.Length];
        for (var index = 0; index < encoded.Length; index++) encoded[index] = definition.Codec.Encode(events[index]);
        return encoded;
    }

    private static EventData? FindTooLarge(EventData[] encoded)
    {
        foreach (var item in encoded)
        {
            if (item.Body.Length > EventData.BodyBytesMax) return item;
        }

        return null;
    }

    private PendingCommand<TState> Stage(CommandContext context, ImmutableArray<TEvent> events, EventData[] encoded)
    {
        var request = new AppendRequest(address.Key, address.Aggregate, _stagedVersion, context, ImmutableCollectionsMarshal.AsImmutableArray(encoded));
        foreach (var item in events) _stagedState = TDecider.Evolve(_stagedState, item);
        _stagedVersion += encoded.Length;

        var pending = new PendingCommand<TState>(context.CommandId, _stagedState, _stagedVersion, request, definition.RefusalRecordedBy(events[^1]));
        _staged.Add(pending);
        _pending.Add(pending.Id, pending);
        return pending;
    }

    private Task<CommandOutcome>? DecideNothingAsync(CommandId id, Refusal? refusal, bool isNewest)
    {
        if (_pending.Count == 0 && !isNewest) return null;
        if (refusal is not null) instruments.Refused.Add(1);
        var pending = new PendingCommand<TState>(id, _stagedState, _stagedVersion, request: null, refusal);
        if (_pending.Count == 0)
        {
            var outcome = pending.OutcomeAt(new(address.Partition, Durable.Position));
            Memory.Remember(id, outcome, hasEvents: false);
            return Task.FromResult(outcome);
        }

        (_staged.Count > 0 ? _staged : _underWay).Add(pending);
        _pending.Add(id, pending);
        return pending.Task;
    }

    private static bool IsForbidden(TState state, CommandEnvelope<TCommand> envelope) => !envelope.IsStep && TDecider.IsForStepsAlone(state, envelope.Command);

    private Refusal OnlyAStep(TCommand command) => Refusal.Final(
        CommonRefusals.StepOfProcess, $"{command.GetType().Name} of {address.Aggregate} is a step of a process; nobody else may ask for it.");

    private Refusal WrongVersion(long expected) => new(
        CommonRefusals.WrongExpectedVersion, $"Version {expected} of {address.Aggregate} was expected; it has version {_stagedVersion}.",
        IsTransient: expected > _stagedVersion);

    private static Refusal TooLarge(EventData item) => Refusal.Final(
        CommonRefusals.EventTooLarge, $"An event '{item.Type}' would have {item.Body.Length} bytes; at most {EventData.BodyBytesMax} are allowed.");
}
