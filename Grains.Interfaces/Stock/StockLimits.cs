using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Interfaces.Stock;

/// <summary>What a product and its stock may hold at most.</summary>
public static class StockLimits
{
    public const decimal PriceMax = OrderLimits.UnitPriceMax;

    /// <summary>Pieces that arrive at once.</summary>
    public const int ReceivedQuantityMax = 1_000_000_000;

    /// <summary>Pieces of one booking; a line of an order is one.</summary>
    public const int BookedQuantityMax = OrderLimits.QuantityMax;

    public const long OnHandMax = 1_000_000_000_000;
    public const int OpenBookingCountMax = 10_000;
    public const int BookingDaysMax = 366;
}
