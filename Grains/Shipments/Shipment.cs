using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Grains.Shipments;

/// <summary>What must be known of a shipment to decide what may happen to it next.</summary>
public sealed record Shipment
{
    public static Shipment Initial { get; } = new();

    public ShipmentStatus Status { get; init; }

    /// <summary>Null as long as it is not created.</summary>
    public OrderId? Order { get; init; }

    public ImmutableArray<ShipmentLine> Lines { get; init; } = [];

    /// <summary>Null as long as it is not created.</summary>
    public ShipTo? ShipTo { get; init; }

    public string? Carrier { get; init; }

    public string? TrackingNumber { get; init; }

    public LossResolution? Resolution { get; init; }

    public string? Reason { get; init; }

    /// <summary>The order of a shipment that was created.</summary>
    public OrderId OrderOf() => Order ?? throw new InvalidOperationException("The shipment was never created.");

    /// <summary>The destination of a shipment that was created.</summary>
    public ShipTo Destination() => ShipTo ?? throw new InvalidOperationException("The shipment was never created.");

    /// <summary>A view of a shipment that was created; another has no order.</summary>
    public ShipmentView ToView(long version) => new()
    {
        Status = Status,
        Order = OrderOf(),
        Lines = Lines,
        ShipTo = Destination(),
        Carrier = Carrier,
        TrackingNumber = TrackingNumber,
        Resolution = Resolution,
        Reason = Reason,
        Version = version,
    };
}
