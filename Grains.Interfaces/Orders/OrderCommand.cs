using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>What can be asked of an order.</summary>
[GenerateSerializer, Immutable, Alias("order-command")]
public abstract record OrderCommand
{
    private OrderCommand() { }

    /// <param name="Currency">Code of ISO 4217; prices have at most its decimals.</param>
    /// <param name="Lines">1 to <see cref="OrderLimits.LineCountMax"/>.</param>
    /// <param name="ShipTo">Where it goes.</param>
    /// <param name="OrderedAt">When the customer ordered, for orders taken elsewhere before; otherwise now. Never in the future.</param>
    /// <param name="Payment">
    /// If given, the order is carried out by steps of its own: booked, paid, confirmed and shipped, or undone. Otherwise somebody else does all that.
    /// </param>
    [GenerateSerializer, Immutable, Alias("order.place")]
    public sealed record PlaceOrder(
        [property: Id(0)] string Currency,
        [property: Id(1)] ImmutableArray<OrderLine> Lines,
        [property: Id(2)] ShipTo ShipTo,
        [property: Id(3)] DateTimeOffset? OrderedAt = null,
        [property: Id(4)] OrderPayment? Payment = null) : OrderCommand;

    /// <summary>Replaces the lines and the destination, before the order is confirmed; never of one that is carried out by steps of its own.</summary>
    [GenerateSerializer, Immutable, Alias("order.amend")]
    public sealed record AmendOrder([property: Id(0)] ImmutableArray<OrderLine> Lines, [property: Id(1)] ShipTo ShipTo) : OrderCommand;

    /// <summary>Ends the order before it is shipped, as the customer wishes.</summary>
    [GenerateSerializer, Immutable, Alias("order.cancel")]
    public sealed record CancelOrder([property: Id(0)] string Reason) : OrderCommand;

    /// <summary>Stock is booked and payment authorized.</summary>
    [GenerateSerializer, Immutable, Alias("order.confirm")]
    public sealed record ConfirmOrder : OrderCommand;

    /// <summary>Ends the order before it is confirmed, as the shop must.</summary>
    [GenerateSerializer, Immutable, Alias("order.reject")]
    public sealed record RejectOrder([property: Id(0)] string Reason) : OrderCommand;

    [GenerateSerializer, Immutable, Alias("order.mark-shipped")]
    public sealed record MarkShipped([property: Id(0)] string Carrier, [property: Id(1)] string TrackingNumber) : OrderCommand;

    [GenerateSerializer, Immutable, Alias("order.mark-delivered")]
    public sealed record MarkDelivered : OrderCommand;

    /// <summary>Gives up a shipped order that will never arrive.</summary>
    [GenerateSerializer, Immutable, Alias("order.mark-lost")]
    public sealed record MarkLost([property: Id(0)] string Reason) : OrderCommand;

    /// <summary>Pieces of a delivered order come back; never more of a line than it delivered.</summary>
    [GenerateSerializer, Immutable, Alias("order.return-items")]
    public sealed record ReturnItems([property: Id(0)] ImmutableArray<ReturnedLine> Lines, [property: Id(1)] string Reason) : OrderCommand;
}
