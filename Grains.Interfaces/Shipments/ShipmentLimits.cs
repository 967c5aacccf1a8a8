using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Interfaces.Shipments;

/// <summary>What a shipment may hold at most: an order.</summary>
public static class ShipmentLimits
{
    public const int LineCountMax = OrderLimits.LineCountMax;
    public const int QuantityMax = OrderLimits.QuantityMax;
}
