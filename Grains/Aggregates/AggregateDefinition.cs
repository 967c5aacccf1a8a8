using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>What the shell must know of a kind of aggregate beside its decider.</summary>
/// <typeparam name="TEvent">The family of its events.</typeparam>
public sealed record AggregateDefinition<TEvent>
    where TEvent : class
{
    /// <summary>The kind in its <see cref="AggregateId"/>, such as "order".</summary>
    public required string Kind { get; init; }

    /// <summary>The partition key that a grain's key carries; throws <see cref="FormatException"/> for what is no key of such a grain.</summary>
    public required Func<string, PartitionKey> PartitionKeyOf { get; init; }

    public required EventCodec<TEvent> Codec { get; init; }

    /// <summary>Raise it with every change of the state's shape or of what evolving means: older snapshots are then ignored.</summary>
    public required int StateSchemaVersion { get; init; }

    /// <summary>
    /// The refusal that an event is the record of; null if it is of none. Such an event is the only one of its command, which is refused by it for ever.
    /// </summary>
    public Func<TEvent, Refusal?> RefusalRecordedBy { get; init; } = static _ => null;

    /// <summary>The answer to the command whose newest event this is.</summary>
    internal CommandOutcome OutcomeOf(TEvent newest, long version, CommitPosition position) => RefusalRecordedBy(newest) is { } refusal
        ? new CommandOutcome.Refused(version, position, refusal)
        : new CommandOutcome.Accepted(version, position);
}
