using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Sending;

/// <summary>Commands to one kind of aggregate, and looks at it.</summary>
internal sealed class AggregateCalls<TGrain, TId, TCommand, TView>(CommandSender commands, QuerySender queries)
    where TGrain : IViewedAggregateGrain<TCommand, TView>
    where TId : struct, IAggregateIdentity<TId>
    where TCommand : class
    where TView : class
{
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromDays(1);

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

    /// <summary>What it was.</summary>
    public Task<TView?> GetAsync(TId id, AsOf asOf, CancellationToken cancellationToken)
    {
        Check(id);
        QuerySender.Check(asOf);
        return queries.ReadAsOfAsync<TGrain, TCommand, TView>(id.GrainKey, asOf, cancellationToken);
    }

    /// <summary>Waits until it is as wanted, or until the time is over.</summary>
    public Task<TView?> GetUntilAsync(
        TId id, Func<TView, long> versionOf, Func<TView, bool> isWanted, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Check(id);
        ArgumentNullException.ThrowIfNull(isWanted);
        if (timeout <= TimeSpan.Zero || timeout > TimeoutMax)
            throw new ArgumentOutOfRangeException(nameof(timeout), $"Timeout {timeout} is not positive and at most {TimeoutMax}.");
        return queries.ReadUntilAsync<TGrain, TCommand, TView>(id.GrainKey, id.PartitionKey, versionOf, isWanted, timeout, cancellationToken);
    }

    /// <summary>An id made by default(TId) has not passed its constructor.</summary>
    private static void Check(TId id)
    {
        if (id.Mistake() is { } mistake) throw new ArgumentException(mistake, nameof(id));
    }
}
