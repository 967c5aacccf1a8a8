using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>What an order may hold at most; within them a total is always exact.</summary>
public static class OrderLimits
{
    public const int LineCountMax = 2_000;
    public const int QuantityMax = 1_000_000;
    public const decimal UnitPriceMax = 1_000_000_000m;
    public const int TextLengthMax = FreeText.LengthMax;
}
