using CommandProcessor.Grains.Interfaces.Addresses;
using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>An order as the journal has it; unlike <see cref="CustomerOrders.OrderView"/>, which follows the journal.</summary>
[GenerateSerializer, Immutable, Alias("order-state-view")]
public sealed record OrderStateView
{
    [Id(0)] public required OrderStatus Status { get; init; }

    [Id(1)] public required string Currency { get; init; }

    [Id(2)] public required ImmutableArray<OrderLine> Lines { get; init; }

    [Id(3)] public required ShipTo ShipTo { get; init; }

    [Id(4)] public required decimal Total { get; init; }

    [Id(5)] public required decimal ReturnedAmount { get; init; }

    /// <summary>Why it was cancelled, rejected or given up as lost.</summary>
    [Id(6)] public string? Reason { get; init; }

    [Id(7)] public string? Carrier { get; init; }

    [Id(8)] public string? TrackingNumber { get; init; }

    /// <summary>Number of its newest event.</summary>
    [Id(9)] public required long Version { get; init; }

    /// <summary>How it is paid, if it is carried out by steps of its own. Then its lines never change.</summary>
    [Id(10)] public OrderPayment? Payment { get; init; }
}
