using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Client.Sending;

/// <summary>Commands to one kind of aggregate, and looks at it.</summary>
internal sealed class AggregateCalls<TGrain, TId, TCommand, TView>(CommandSender commands, QuerySender queries)
    where TGrain : IViewedAggregateGrain<TCommand, TView>
    where TId : struct, IAggregateIdentity<TId>
    where TCommand : class
    where TView : class
{
    public Task<CommandOutcome> SendAsync(TId id, TCommand command, CommandOptions? options, CancellationToken cancellationToken)
    {
        Check(id);
        ArgumentNullException.ThrowIfNull(command);
        return commands.SendAsync<TGrain, TCommand>(id.GrainKey, id.PartitionKey, command, options, cancellationToken);
    }

    public Task<TView?> GetAsync(TId id, CancellationToken cancellationToken)
    {
        Check(id);
        return queries.ReadAsync<TGrain, TCommand, TView>(id.GrainKey, id.PartitionKey, cancellationToken);
    }

    /// <summary>An id made by default(TId) has not passed its constructor.</summary>
    private static void Check(TId id)
    {
        if (id.Mistake() is { } mistake) throw new ArgumentException(mistake, nameof(id));
    }
}
