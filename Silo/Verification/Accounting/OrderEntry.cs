using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>An order's process as its own events tell it.</summary>
/// <param name="isProcess">It is carried out by steps of its own.</param>
internal sealed class OrderEntry(bool isProcess)
{
    public bool IsProcess => isProcess;

    public OrderStatus Status { get; set; } = OrderStatus.Placed;

    /// <summary>When it got there.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>Pieces that its shipments took along.</summary>
    public long Dispatched { get; set; }

    /// <summary>Pieces that were delivered although it was cancelled, and go back to the shelf.</summary>
    public long DeliveredInVain { get; set; }

    /// <summary>Pieces that it says came back.</summary>
    public long Returned { get; set; }
}
