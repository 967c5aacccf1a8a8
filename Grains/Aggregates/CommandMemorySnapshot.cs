using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>A <see cref="CommandMemory"/> as it stands in a snapshot, oldest first.</summary>
internal sealed record CommandMemorySnapshot(ImmutableArray<RememberedCommand> Recent, long? HorizonMs = null);

/// <summary>A command and its answer. Names are short: a snapshot holds many.</summary>
internal sealed record RememberedCommand(Guid Id, long V, long P, bool HasEvents, Refusal? Refusal = null)
{
    public static RememberedCommand From(CommandId id, CommandOutcome outcome, bool hasEvents) =>
        new(id.Value, outcome.Version, outcome.Position.Position, hasEvents, (outcome as CommandOutcome.Refused)?.Refusal);

    public CommandId CommandId() => new(Id);

    public CommandOutcome ToOutcome(int partition) => Refusal is null
        ? new CommandOutcome.Accepted(V, new(partition, P))
        : new CommandOutcome.Refused(V, new(partition, P), Refusal);
}
