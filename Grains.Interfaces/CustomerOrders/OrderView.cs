using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;

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
}

/// <summary>A line of an order and how many of it came back.</summary>
[GenerateSerializer, Immutable, Alias("order-line-view")]
public sealed record OrderLineView(
    [property: Id(0)] int LineNumber,
    [property: Id(1)] string Sku,
    [property: Id(2)] int Quantity,
    [property: Id(3)] decimal UnitPrice,
    [property: Id(4)] int ReturnedQuantity);
