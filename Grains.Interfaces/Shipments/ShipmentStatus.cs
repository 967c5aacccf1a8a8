namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>Where a shipment stands. Created → Dispatched → Delivered or Lost; Cancelled ends it before it is dispatched.</summary>
[GenerateSerializer, Alias("shipment-status")]
public enum ShipmentStatus
{
    None = 0,
    Created = 1,
    Dispatched = 2,
    Delivered = 3,
    Lost = 4,
    Cancelled = 5,
}
