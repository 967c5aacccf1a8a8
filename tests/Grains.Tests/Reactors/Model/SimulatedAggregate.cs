using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Reactors.Runtime;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommandProcessor.Grains.Tests.Reactors.Model;

/// <summary>What becomes of a hand-over.</summary>
internal enum Fate
{
    Committed,

    /// <summary>It is not in the journal, and the aggregate knows.</summary>
    TurnedAway,

    /// <summary>It is not in the journal, and the aggregate must look.</summary>
    Lost,

    /// <summary>It is in the journal, and the aggregate must look.</summary>
    CommittedUnseen,
}

/// <summary>An aggregate of any kind.</summary>
internal abstract class SimulatedAggregate(AggregateId id, PartitionKey key)
{
    public AggregateId Id { get; } = id;

    public PartitionKey Key { get; } = key;

    /// <summary>Something is decided and not durable.</summary>
    public abstract bool IsWaiting { get; }

    public abstract Task<CommandOutcome> Execute(CommandContext context, Step step, object command);

    /// <summary>True of a command that is accepted as far as is known here.</summary>
    public abstract bool IsAccepted(CommandId id);

    public abstract List<RecordedEvent> HandOver(Fate fate);

    /// <summary>Forgets whatever is not in the journal.</summary>
    public abstract void Forget();

    /// <summary>What is durable, or null if nothing ever happened.</summary>
    public abstract object? Look();
}

/// <summary>The shell's own pipeline, memory and loading around the real decider; only the grain around them, and the partition, are played here.</summary>
internal sealed class SimulatedAggregate<TDecider, TState, TCommand, TEvent>(
    AggregateId id, PartitionKey key, AggregateDefinition<TEvent> definition, SimulatedJournal journal, SimulatedClock clock, AggregateOptions options, Action<AggregateId, TState> check)
    : SimulatedAggregate(id, key)
    where TDecider : IDecider<TState, TCommand, TEvent>
    where TState : class
    where TCommand : class
    where TEvent : class
{
    private readonly AggregateAddress _address = new(id, key, journal.Partitioning.PartitionOf(key));
    private CommandPipeline<TDecider, TState, TCommand, TEvent>? _pipeline;
    private bool _isLoaded;

    /// <summary>The first commands are decided, and nobody has looked whether there is such an aggregate.</summary>
    private bool _isUnseen;

    public override bool IsWaiting => _pipeline is { PendingCount: > 0 };

    public override Task<CommandOutcome> Execute(CommandContext context, Step step, object command)
    {
        var envelope = new CommandEnvelope<TCommand>(
            context, ExpectedVersion: null, (TCommand)command, step.AsksAgain, IsStep: context.Principal == Principals.Reactor);
        if (_pipeline is null && New().TryBeginAsync(envelope, clock.Now) is { } begun)
        {
            _isLoaded = _isUnseen = true;
            return begun;
        }

        var pipeline = Loaded();
        if (pipeline.RecallAsync(envelope) is { } recalled) return recalled;
        if (pipeline.Memory.MayHaveLetGo(context.CommandId) && journal.FindCommandAsync(Key, Id, context.CommandId, default).Now() is { } found)
            return Task.FromResult(definition.OutcomeOf(definition.Codec.Decode(found), found.Version, new(found.Partition, found.Position)));
        if (pipeline.DecideAsync(envelope, clock.Now, IsNewest(pipeline)) is { } decided) return decided;

        _isLoaded = false; // Another activation has written.
        return Execute(context, step, command);
    }

    public override bool IsAccepted(CommandId id) => _isLoaded && _pipeline?.IsAccepted(id) is true;

    public override List<RecordedEvent> HandOver(Fate fate)
    {
        var pipeline = _pipeline ?? throw new InvalidOperationException($"{Id} has nothing to hand over.");
        var requests = pipeline.TakeHandover();
        var appended = new List<RecordedEvent>();
        var positions = new List<long>();
        if (requests[0].ExpectedVersion != journal.VersionOf(Id)) fate = Fate.Lost; // The journal says that somebody else has written.
        if (fate is Fate.Committed or Fate.CommittedUnseen)
        {
            foreach (var request in requests)
            {
                appended.AddRange(journal.Append(request));
                positions.Add(appended[^1].Position);
            }
        }

        if (fate is Fate.Committed) pipeline.Settle([.. positions]);
        else pipeline.Abandon(new CommandRetryException($"The hand-over is {fate} as planned."));
        if (fate is Fate.Lost or Fate.CommittedUnseen || (_isUnseen && fate is Fate.TurnedAway)) _isLoaded = false;
        _isUnseen = false;
        if (fate is Fate.Committed) check(Id, pipeline.Durable.State);
        return appended;
    }

    public override void Forget()
    {
        _pipeline?.Abandon(new CommandRetryException("The silo died as planned."));
        _pipeline = null;
        _isLoaded = _isUnseen = false;
    }

    public override object? Look()
    {
        var pipeline = Loaded();
        var durable = IsNewest(pipeline) ? pipeline.Durable : Load().Durable;
        return durable.Version == 0 ? null : durable.State;
    }

    private bool IsNewest(CommandPipeline<TDecider, TState, TCommand, TEvent> pipeline) => pipeline.Durable.Version == journal.VersionOf(Id);

    private CommandPipeline<TDecider, TState, TCommand, TEvent> New() => _pipeline = new(definition, _address, options, World.WriteInstruments);

    private CommandPipeline<TDecider, TState, TCommand, TEvent> Loaded()
    {
        var pipeline = _pipeline ?? New();
        if (_isLoaded) return pipeline;

        var (durable, memory) = Load();
        pipeline.Load(durable, memory);
        _isLoaded = true;
        return pipeline;
    }

    private LoadedAggregate<TState> Load()
    {
        var snapshots = new SnapshotFile<TState>(storage: null, Id, World.WriteInstruments, NullLogger.Instance);
        return new AggregateLoader<TDecider, TState, TCommand, TEvent>(definition, _address, journal, snapshots, options).LoadAsync(default).Now();
    }
}
