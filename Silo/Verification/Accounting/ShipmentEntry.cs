using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>A shipment as its own events tell it.</summary>
internal sealed class ShipmentEntry(string name, OrderId order, ImmutableArray<ShipmentLine> lines)
{
    public string Name => name;

    public OrderId Order => order;

    public ImmutableArray<ShipmentLine> Lines => lines;

    public ShipmentStatus Status { get; set; } = ShipmentStatus.Created;

    /// <summary>When it got there.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>Its goods have left.</summary>
    public bool IsSent => Status is ShipmentStatus.Dispatched or ShipmentStatus.Delivered or ShipmentStatus.Lost;
}
