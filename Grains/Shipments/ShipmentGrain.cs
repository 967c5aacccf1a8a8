using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Shipments;

[PartitionPlacement(SiloRole.Write, PartitionKey.CustomerKind)]
internal sealed class ShipmentGrain(AggregateRuntime runtime)
    : AggregateGrain<ShipmentDecider, Shipment, ShipmentCommand, ShipmentEvent>(runtime, Definition), IShipmentGrain
{
    internal static readonly AggregateDefinition<ShipmentEvent> Definition = new()
    {
        Kind = ShipmentId.Kind,
        PartitionKeyOf = key => ShipmentId.Parse(key).PartitionKey,
        Codec = ShipmentEventCodec.Instance,
        StateSchemaVersion = 1,
    };

    public Task<ViewAnswer<ShipmentView>> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(static (state, version) => state.ToView(version), cancellationToken);

    public Task<ViewAnswer<ShipmentView>> ReadAfterAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) =>
        ReadAfterAsync(version, timeout, static (state, newest) => state.ToView(newest), cancellationToken);

    public Task<ViewAnswer<ShipmentView>> ReadAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        ReadAsOfAsync(asOf, static (state, version) => state.ToView(version), cancellationToken);
}
