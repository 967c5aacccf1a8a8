using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Orders;

/// <summary>What must be known of an order to decide what may happen to it next.</summary>
public sealed record Order
{
    public static Order Initial { get; } = new();

    public OrderStatus Status { get; init; }

    public string Currency { get; init; } = "";

    public ImmutableArray<OrderLine> Lines { get; init; } = [];

    public ShipTo? ShipTo { get; init; }

    public decimal Total { get; init; }

    /// <summary>How it is paid, if it is carried out by steps of its own.</summary>
    public OrderPayment? Payment { get; init; }

    public string? Carrier { get; init; }

    public string? TrackingNumber { get; init; }

    /// <summary>Why it was cancelled, rejected or given up as lost.</summary>
    public string? Reason { get; init; }

    /// <summary>Pieces that came back, line by line; empty as long as none has.</summary>
    public ImmutableArray<int> ReturnedQuantities { get; init; } = [];

    public decimal ReturnedAmount { get; init; }

    /// <summary>Pieces of a line (from 1) that the customer still has.</summary>
    public int Returnable(int lineNumber) => Lines[lineNumber - 1].Quantity - Returned(lineNumber);

    /// <summary>A view of an order that was placed; another has no destination.</summary>
    public OrderStateView ToView(long version) => new()
    {
        Status = Status,
        Currency = Currency,
        Lines = Lines,
        ShipTo = ShipTo ?? throw new InvalidOperationException("The order was never placed."),
        Total = Total,
        ReturnedAmount = ReturnedAmount,
        Reason = Reason,
        Carrier = Carrier,
        TrackingNumber = TrackingNumber,
        Version = version,
        Payment = Payment,
    };

    private int Returned(int lineNumber) => ReturnedQuantities.IsEmpty ? 0 : ReturnedQuantities[lineNumber - 1];
}
