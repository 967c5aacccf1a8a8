namespace CommandProcessor.Grains.Aggregates;

/// <summary>The rules of one kind of aggregate: pure, without a clock, and never asked twice about one command id.</summary>
public interface IDecider<TState, TCommand, TEvent>
    where TState : class
    where TCommand : class
    where TEvent : class
{
    /// <summary>Before the first event.</summary>
    static abstract TState Initial { get; }

    /// <summary>Says what a command brings about. A command that is already satisfied brings about nothing.</summary>
    static abstract Decision<TEvent> Decide(TState state, TCommand command, DateTimeOffset now);

    /// <summary>The state after an event. It records what happened and never rejects.</summary>
    static abstract TState Evolve(TState state, TEvent @event);

    /// <summary>
    /// True if only a step of a process may ask it: from anybody else it is refused before it is decided, for it would say of money or goods what is not so.
    /// Once true of a command it stays true.
    /// </summary>
    static virtual bool IsForStepsAlone(TState state, TCommand command) => false;

    /// <summary>True if nothing is expected to happen to it soon: its grain falls asleep at once, where others wait until they are idle for long.</summary>
    static virtual bool IsAtRest(TState state) => false;
}
