using CommandProcessor.Grains.Interfaces.Commands;

namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>One shipment; its key is a <see cref="ShipmentId"/>.</summary>
[Alias("CommandProcessor.IShipmentGrain")]
public interface IShipmentGrain : IViewedAggregateGrain<ShipmentCommand, ShipmentView>;
