using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Aggregates;

/// <summary>An aggregate that is awake in this silo.</summary>
internal interface IAwakeAggregate;

/// <inheritdoc/>
internal interface IAwakeAggregate<TCommand> : IAwakeAggregate
    where TCommand : class
{
    /// <summary>Does what a call of the grain does, without a message. From any thread: it runs in a turn of the grain's.</summary>
    Task<CommandOutcome> ExecuteBesideAsync(CommandEnvelope<TCommand> envelope, CancellationToken cancellationToken);

    /// <summary>The same, with a command behind it in the same turn: that is begun only if the first is decided there and then, and accepted.</summary>
    Task<CommandOutcome> ExecuteBesideAsync(
        CommandEnvelope<TCommand> envelope, CommandEnvelope<TCommand> behind, FollowingCommand following, CancellationToken cancellationToken);
}
