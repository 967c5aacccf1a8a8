using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.Addresses;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>What can happen to an order. Events that a process answers say how the order is paid, if it is carried out by steps of its own.</summary>
[GenerateSerializer, Immutable, Alias("order-event")]
public abstract record OrderEvent
{
    private OrderEvent() { }

    [GenerateSerializer, Immutable, Alias("order.placed.v1")]
    public sealed record OrderPlaced(
        [property: Id(0)] string Currency,
        [property: Id(1)] ImmutableArray<OrderLine> Lines,
        [property: Id(2)] ShipTo ShipTo,
        [property: Id(3)] decimal Total,
        [property: Id(4)] DateTimeOffset OrderedAt,
        [property: Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OrderPayment? Payment = null) : OrderEvent;

    [GenerateSerializer, Immutable, Alias("order.amended.v1")]
    public sealed record OrderAmended(
        [property: Id(0)] ImmutableArray<OrderLine> Lines,
        [property: Id(1)] ShipTo ShipTo,
        [property: Id(2)] decimal Total,
        [property: Id(3)] DateTimeOffset AmendedAt) : OrderEvent;

    [GenerateSerializer, Immutable, Alias("order.cancelled.v1")]
    public sealed record OrderCancelled(
        [property: Id(0)] string Reason,
        [property: Id(1)] DateTimeOffset CancelledAt,
        [property: Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OrderPayment? Payment = null) : OrderEvent;

    [GenerateSerializer, Immutable, Alias("order.confirmed.v1")]
    public sealed record OrderConfirmed(
        [property: Id(0)] DateTimeOffset ConfirmedAt,
        [property: Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OrderPayment? Payment = null) : OrderEvent;

    [GenerateSerializer, Immutable, Alias("order.rejected.v1")]
    public sealed record OrderRejected(
        [property: Id(0)] string Reason,
        [property: Id(1)] DateTimeOffset RejectedAt,
        [property: Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OrderPayment? Payment = null) : OrderEvent;

    [GenerateSerializer, Immutable, Alias("order.shipped.v1")]
    public sealed record OrderShipped(
        [property: Id(0)] string Carrier,
        [property: Id(1)] string TrackingNumber,
        [property: Id(2)] DateTimeOffset ShippedAt) : OrderEvent;

    [GenerateSerializer, Immutable, Alias("order.delivered.v1")]
    public sealed record OrderDelivered([property: Id(0)] DateTimeOffset DeliveredAt) : OrderEvent;

    [GenerateSerializer, Immutable, Alias("order.lost.v1")]
    public sealed record OrderLost([property: Id(0)] string Reason, [property: Id(1)] DateTimeOffset LostAt) : OrderEvent;

    /// <param name="Lines">What came back.</param>
    /// <param name="Amount">What the returned pieces had cost, in the order's currency.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="ReturnedAt">When.</param>
    [GenerateSerializer, Immutable, Alias("order.items-returned.v1")]
    public sealed record ItemsReturned(
        [property: Id(0)] ImmutableArray<ReturnedLine> Lines,
        [property: Id(1)] decimal Amount,
        [property: Id(2)] string Reason,
        [property: Id(3)] DateTimeOffset ReturnedAt,
        [property: Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OrderPayment? Payment = null) : OrderEvent;
}
