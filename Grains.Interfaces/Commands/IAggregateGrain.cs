namespace CommandProcessor.Grains.Interfaces.Commands;

/// <summary>One aggregate: takes its commands one at a time.</summary>
[Alias("CommandProcessor.IAggregateGrain`1")]
public interface IAggregateGrain<TCommand> : IGrainWithStringKey
    where TCommand : class
{
    /// <summary>Decides the command and answers when its events are durable.</summary>
    /// <exception cref="CommandRetryException">Not answered; send it again under the same id.</exception>
    [Alias("Execute")]
    Task<CommandOutcome> ExecuteAsync(CommandEnvelope<TCommand> envelope, CancellationToken cancellationToken);
}
