using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;
using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>What can happen to a shipment. Each event says what it is about, so that whoever answers it needs nothing else.</summary>
[GenerateSerializer, Immutable, Alias("shipment-event")]
public abstract record ShipmentEvent
{
    private ShipmentEvent() { }

    [GenerateSerializer, Immutable, Alias("shipment.created.v1")]
    public sealed record ShipmentCreated(
        [property: Id(0)] OrderId Order,
        [property: Id(1)] ImmutableArray<ShipmentLine> Lines,
        [property: Id(2)] ShipTo ShipTo,
        [property: Id(3)] DateTimeOffset CreatedAt) : ShipmentEvent;

    [GenerateSerializer, Immutable, Alias("shipment.dispatched.v1")]
    public sealed record ShipmentDispatched(
        [property: Id(0)] OrderId Order,
        [property: Id(1)] ImmutableArray<ShipmentLine> Lines,
        [property: Id(2)] string Carrier,
        [property: Id(3)] string TrackingNumber,
        [property: Id(4)] DateTimeOffset DispatchedAt) : ShipmentEvent;

    [GenerateSerializer, Immutable, Alias("shipment.delivered.v1")]
    public sealed record ShipmentDelivered([property: Id(0)] OrderId Order, [property: Id(1)] DateTimeOffset DeliveredAt) : ShipmentEvent;

    [GenerateSerializer, Immutable, Alias("shipment.lost.v1")]
    public sealed record ShipmentLost(
        [property: Id(0)] OrderId Order,
        [property: Id(1)] ImmutableArray<ShipmentLine> Lines,
        [property: Id(2)] ShipTo ShipTo,
        [property: Id(3)] LossResolution Resolution,
        [property: Id(4)] string Reason,
        [property: Id(5)] DateTimeOffset LostAt) : ShipmentEvent;

    [GenerateSerializer, Immutable, Alias("shipment.cancelled.v1")]
    public sealed record ShipmentCancelled(
        [property: Id(0)] OrderId Order,
        [property: Id(1)] string Reason,
        [property: Id(2)] DateTimeOffset CancelledAt) : ShipmentEvent;
}
