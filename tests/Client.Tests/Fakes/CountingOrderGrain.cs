using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using Orleans;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>A real grain on a real silo that accepts everything and refuses "refuse".</summary>
public sealed class CountingOrderGrain : Grain, IOrderGrain
{
    private long _version;

    public Task<CommandOutcome> ExecuteAsync(CommandEnvelope<OrderCommand> envelope, CancellationToken cancellationToken)
    {
        var position = new CommitPosition(3, ++_version);
        return envelope.Command switch
        {
            OrderCommand.CancelOrder { Reason: "refuse" } =>
                Task.FromResult<CommandOutcome>(new CommandOutcome.Refused(_version, position, Refusal.Final(103, "Not cancellable."))),
            OrderCommand.CancelOrder { Reason: "once" } when _version == 1 =>
                throw new CommandRetryException("The queue is full.", new InvalidOperationException("inner")),
            _ => Task.FromResult<CommandOutcome>(new CommandOutcome.Accepted(_version, position)),
        };
    }

    public Task<ViewAnswer<OrderStateView>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ViewAnswer<OrderStateView>(null, new CommitPosition(3, _version)));

    public Task<ViewAnswer<OrderStateView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) =>
        ReadAsync(cancellationToken);

    public Task<ViewAnswer<OrderStateView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) => ReadAsync(cancellationToken);
}
