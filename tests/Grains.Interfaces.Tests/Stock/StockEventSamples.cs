using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Tests.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.Stock;

internal static class StockEventSamples
{
    private const string Booking = "order/17850/536365#1";
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);

    public static EventFamily Family { get; } = EventFamily.Of(
        StockEventCodec.Instance,
        new StockEvent.ProductRegistered("White hanging heart", "Decoration", 2.55m, "GBP", At),
        new StockEvent.PriceChanged(2.950m, "GBP", At),
        new StockEvent.StockReceived(1_000, "PO \"1\"", At),
        new StockEvent.StockBooked(Booking, 6, At.AddHours(1), At),
        new StockEvent.BookingDeclined(Booking, 6, StockRefusalCode.OutOfStock, "6 cannot be booked; of 5 on hand, 5 are available.", At),
        new StockEvent.BookingCancelled(Booking, 6, At),
        new StockEvent.BookingShipped(Booking, 6, At),
        new StockEvent.BookingExpired(Booking, 6, At),
        new StockEvent.StockLeftUnbooked(Booking, 6, 2, At),
        new StockEvent.StockCounted(5_000_000_000, -1, "One is broken", At),
        new StockEvent.ReorderLevelSet(5_000_000_000, At),
        new StockEvent.ProductDiscontinued("Out of fashion", At));
}
