using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Commands;

#pragma warning disable CA1000 // A decider names its own decision once, by an alias; the type argument is never spelled out at a call.

namespace CommandProcessor.Grains.Aggregates;

/// <summary>What a command brings about: events, perhaps none, or a refusal.</summary>
public readonly record struct Decision<TEvent>
    where TEvent : class
{
    private Decision(ImmutableArray<TEvent> events, Refusal? refusal)
    {
        Events = events;
        Refusal = refusal;
    }

    /// <summary>The command is already satisfied.</summary>
    public static Decision<TEvent> Nothing => new([], refusal: null);

    public ImmutableArray<TEvent> Events { get; }

    public Refusal? Refusal { get; }

    public static implicit operator Decision<TEvent>(TEvent @event) => FromEvents(@event);

    public static implicit operator Decision<TEvent>(Refusal refusal) => FromRefusal(refusal);

    public static Decision<TEvent> FromEvents(params ImmutableArray<TEvent> events) => new(events, refusal: null);

    public static Decision<TEvent> FromRefusal(Refusal refusal) => new([], refusal);
}
