using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Commands.PlainGrain;

/// <summary>The usual Orleans grain: changes its state, writes it, answers.</summary>
internal sealed class PlainOrderGrain(
    [PersistentState("order", PlainGrainContender.Storage)] IPersistentState<PlainOrder> order, TimeProvider time) : Grain, IPlainOrderGrain
{
    public Task<long> PlaceAsync(OrderCommand.PlaceOrder command, CancellationToken cancellationToken) =>
        WriteAsync(order.State.Decide(command, time.GetUtcNow()), cancellationToken);

    public Task<long> AmendAsync(OrderCommand.AmendOrder command, CancellationToken cancellationToken) =>
        WriteAsync(order.State.Decide(command, time.GetUtcNow()), cancellationToken);

    private async Task<long> WriteAsync(OrderEvent happened, CancellationToken cancellationToken)
    {
        order.State.Apply(happened);
        await order.WriteStateAsync(cancellationToken);
        return order.State.Version;
    }
}
