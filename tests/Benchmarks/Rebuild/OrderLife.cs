using System.Globalization;
using CommandProcessor.Benchmarks.Big;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Benchmarks.Rebuild;

/// <summary>One customer's orders, one after the other, each from placed to delivered: five events.</summary>
internal sealed class OrderLife(string customer) : IKeyEvents
{
    private const int EventsOfOrder = 5;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ShipTo Home = new("Ada", "1 Mill Lane", "GB");

    public PartitionKey Key => PartitionKey.Customer(customer);

    public (long Sort, int Category) Newest => throw new NotSupportedException("Its pages are not measured.");

    public long OldestSort => throw new NotSupportedException("Its pages are not measured.");

    public KeyEvent Fill(long number) => Next(number);

    /// <param name="number">From 1 on.</param>
    public KeyEvent Next(long number)
    {
        var (order, step) = ((number - 1) / EventsOfOrder, (number - 1) % EventsOfOrder);
        var at = Begin.AddMinutes(number);
        OrderEvent happened = step switch
        {
            0 => new OrderEvent.OrderPlaced("GBP", [new("85123A", 6, 2.55m), new("71053", 6, 3.39m)], Home, 35.64m, at),
            1 => new OrderEvent.OrderAmended([new("85123A", 7, 2.55m), new("71053", 6, 3.39m)], Home, 38.19m, at),
            2 => new OrderEvent.OrderConfirmed(at),
            3 => new OrderEvent.OrderShipped("DHL", "JD014", at),
            _ => new OrderEvent.OrderDelivered(at),
        };
        var id = new OrderId(customer, order.ToString(CultureInfo.InvariantCulture));
        return new(id.Aggregate, step + 1, OrderEventCodec.Instance.Encode(happened));
    }
}
