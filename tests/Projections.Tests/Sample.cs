using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Projections.Tests;

/// <summary>Orders as tests need them.</summary>
internal static class Sample
{
    public static DateTimeOffset Day { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ShipTo Home { get; } = new("Ada", "1 Mill Lane", "GB");

    public static OrderEvent.OrderPlaced Placed(decimal price = 2.55m, string currency = "GBP", int minute = 0) =>
        Placed(currency, minute, new OrderLine("85123A", 6, price));

    public static OrderEvent.OrderPlaced Placed(string currency, int minute, params ImmutableArray<OrderLine> lines) =>
        new(currency, lines, Home, lines.Sum(line => line.Total()), Day.AddMinutes(minute));

    public static OrderEvent.OrderAmended Amended(decimal price)
    {
        ImmutableArray<OrderLine> lines = [new("85123A", 6, price)];
        return new(lines, Home, lines.Sum(line => line.Total()), Day.AddDays(1));
    }

    public static OrderEvent.OrderConfirmed Confirmed { get; } = new(Day.AddDays(2));

    public static OrderEvent.OrderShipped Shipped { get; } = new("DHL", "JD014", Day.AddDays(3));

    public static OrderEvent.OrderDelivered Delivered { get; } = new(Day.AddDays(4));

    public static OrderEvent.OrderCancelled Cancelled { get; } = new("Changed my mind.", Day.AddDays(2));

    public static OrderEvent.OrderRejected Rejected { get; } = new("Out of stock.", Day.AddDays(2));

    public static OrderEvent.OrderLost Lost { get; } = new("Fell off a lorry.", Day.AddDays(4));

    public static OrderEvent.ItemsReturned Returned(int quantity, decimal amount) =>
        new([new(1, quantity)], amount, "Broken.", Day.AddDays(9));

    public static string NewCustomer() => "c" + Guid.NewGuid().ToString("N")[..12];
}
