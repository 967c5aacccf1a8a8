using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Tests.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.Orders;

internal static class OrderEventSamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);
    private static readonly ShipTo Home = new("Ada Lovelace", "12 St James's Square", "United Kingdom");

    public static EventFamily Family { get; } = EventFamily.Of(
        OrderEventCodec.Instance,
        new OrderEvent.OrderPlaced("GBP", [new("85123A", 6, 2.55m), new("Жук", 1, 0.01m)], Home, 15.31m, At),
        new OrderEvent.OrderAmended([new("71053", 2, 3.390m)], Home with { Country = "France" }, 6.780m, At),
        new OrderEvent.OrderCancelled("Changed my mind", At),
        new OrderEvent.OrderConfirmed(At),
        new OrderEvent.OrderRejected("Out of stock", At),
        new OrderEvent.OrderShipped("Post", "T-1", At),
        new OrderEvent.OrderDelivered(At),
        new OrderEvent.OrderLost("Fell off a lorry", At),
        new OrderEvent.ItemsReturned([new(1, 2), new(2, 1)], 5.11m, "Broken \"glass\"", At));
}
