using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Grains.Interfaces.CustomerOrders;

/// <summary>One order as its customer sees it.</summary>
[GenerateSerializer, Immutable, Alias("order-view")]
public sealed record OrderView
{
    [Id(0)] public required string Number { get; init; }

    [Id(1)] public required OrderStatus Status { get; init; }

    [Id(2)] public required string Currency { get; init; }

    [Id(3)] public required decimal Total { get; init; }

    [Id(4)] public required decimal ReturnedAmount { get; init; }

    [Id(5)] public required ImmutableArray<OrderLineView> Lines { get; init; }

    [Id(6)] public required ShipTo ShipTo { get; init; }

    [Id(7)] public required DateTimeOffset OrderedAt { get; init; }

    [Id(8)] public DateTimeOffset? AmendedAt { get; init; }

    [Id(9)] public DateTimeOffset? ConfirmedAt { get; init; }

    [Id(10)] public DateTimeOffset? ShippedAt { get; init; }

    [Id(11)] public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When it was cancelled, rejected or given up as lost.</summary>
    [Id(12)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was cancelled, rejected or given up as lost.</summary>
    [Id(13)] public string? Reason { get; init; }

    [Id(14)] public string? Carrier { get; init; }

    [Id(15)] public string? TrackingNumber { get; init; }

    [Id(16)] public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>The order's version that this shows; what to expect when amending it.</summary>
    [Id(17)] public required long Version { get; init; }

    /// <summary>Since when an event of its customer waits that could not be applied; null if none does.</summary>
    [Id(18)] public DateTimeOffset? StaleSince { get; init; }

    /// <summary>Payments that name the order, the newest last; at most <see cref="PaymentCountMax"/>.</summary>
    [Id(19)] public ImmutableArray<OrderPaymentView> Payments { get; init; } = [];

    /// <summary>The times that its goods were sent, the newest last; at most <see cref="ShipmentCountMax"/>.</summary>
    [Id(20)] public ImmutableArray<OrderShipmentView> Shipments { get; init; } = [];

    [Id(21)] public OrderWait WaitsFor { get; init; }

    /// <summary>True if it says how it is paid: then booking, paying and shipping go by themselves.</summary>
    [Id(22)] public bool IsCarriedOut { get; init; }

    public const int PaymentCountMax = 10;
    public const int ShipmentCountMax = 20;
}

/// <summary>A payment that names the order.</summary>
/// <param name="Number">Of the customer's payment.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Amount">What was asked for.</param>
/// <param name="AuthorizedAmount">What the payer's account has promised; 0 before.</param>
/// <param name="CapturedAmount">What has arrived; 0 before.</param>
/// <param name="RefundedAmount">What came back.</param>
/// <param name="RefundingAmount">What is on its way back.</param>
/// <param name="Reason">Why it ended early; null if it did not.</param>
[GenerateSerializer, Immutable, Alias("order-payment-view")]
public sealed record OrderPaymentView(
    [property: Id(0)] string Number,
    [property: Id(1)] PaymentStatus Status,
    [property: Id(2)] decimal Amount,
    [property: Id(3)] decimal AuthorizedAmount = 0,
    [property: Id(4)] decimal CapturedAmount = 0,
    [property: Id(5)] decimal RefundedAmount = 0,
    [property: Id(6)] decimal RefundingAmount = 0,
    [property: Id(7)] string? Reason = null);

/// <summary>One of the times that the goods of an order are sent.</summary>
/// <param name="Number">Of the customer's shipment.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Carrier">Who took the goods along; null before.</param>
/// <param name="TrackingNumber">The carrier's number of it; null before.</param>
/// <param name="DispatchedAt">When they left; null before.</param>
/// <param name="EndedAt">When it was delivered, lost or cancelled; null before.</param>
/// <param name="Reason">Why it was lost or cancelled; null if it was not.</param>
[GenerateSerializer, Immutable, Alias("order-shipment-view")]
public sealed record OrderShipmentView(
    [property: Id(0)] string Number,
    [property: Id(1)] ShipmentStatus Status,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] string? Carrier = null,
    [property: Id(4)] string? TrackingNumber = null,
    [property: Id(5)] DateTimeOffset? DispatchedAt = null,
    [property: Id(6)] DateTimeOffset? EndedAt = null,
    [property: Id(7)] string? Reason = null);

/// <summary>A line of an order and how many of it came back.</summary>
[GenerateSerializer, Immutable, Alias("order-line-view")]
public sealed record OrderLineView(
    [property: Id(0)] int LineNumber,
    [property: Id(1)] string Sku,
    [property: Id(2)] int Quantity,
    [property: Id(3)] decimal UnitPrice,
    [property: Id(4)] int ReturnedQuantity);
