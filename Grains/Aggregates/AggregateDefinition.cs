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
}
