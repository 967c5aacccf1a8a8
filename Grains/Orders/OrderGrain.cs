using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Orders;

[PartitionPlacement(SiloRole.Write, PartitionKey.CustomerKind)]
internal sealed class OrderGrain(AggregateRuntime runtime)
    : AggregateGrain<OrderDecider, Order, OrderCommand, OrderEvent>(runtime, Definition), IOrderGrain
{
    internal static readonly AggregateDefinition<OrderEvent> Definition = new()
    {
        Kind = OrderId.Kind,
        PartitionKeyOf = key => OrderId.Parse(key).PartitionKey,
        Codec = OrderEventCodec.Instance,
        StateSchemaVersion = 2,
    };

    public Task<ViewAnswer<OrderStateView>> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(static (state, version) => state.ToView(version), cancellationToken);

    public Task<ViewAnswer<OrderStateView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) =>
        ReadAfterAsync(version, timeout, static (state, newest) => state.ToView(newest), cancellationToken);

    public Task<ViewAnswer<OrderStateView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        ReadAsOfAsync(asOf, static (state, version) => state.ToView(version), cancellationToken);
}
