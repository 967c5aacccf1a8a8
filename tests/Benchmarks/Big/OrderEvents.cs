using System.Globalization;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Projections.CustomerOrders;

namespace CommandProcessor.Benchmarks.Big;

/// <summary>One customer: orders, one a second; while measured, every other event is about any of the old ones.</summary>
internal sealed class OrderEvents(string customer) : IKeyEvents
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ShipTo Home = new("Ada", "1 Mill Lane", "GB");
    private readonly Random _random = new(17_850);
    private int _orderCount;

    public PartitionKey Key => PartitionKey.Customer(customer);

    public (long Sort, int Category) Newest => (OrderedAt(_orderCount).UtcTicks, new OrderState(OrderStatus.Placed, OrderWait.Confirmation).Category);

    public long OldestSort => OrderedAt(0).UtcTicks;

    public KeyEvent Fill(long number)
    {
        var placed = new OrderEvent.OrderPlaced("GBP", [new("85123A", 6, 2.55m), new("71053", 6, 3.39m)], Home, 35.64m, OrderedAt(_orderCount));
        return new(Id(_orderCount++).Aggregate, 1, OrderEventCodec.Instance.Encode(placed));
    }

    public KeyEvent Next(long number) => number % 2 == 0 ? Fill(number) : Amend(_random.Next(_orderCount));

    private KeyEvent Amend(int order) => new(Id(order).Aggregate, 2, OrderEventCodec.Instance.Encode(
        new OrderEvent.OrderAmended([new("85123A", 7, 2.55m), new("71053", 6, 3.39m)], Home, 38.19m, OrderedAt(_orderCount))));

    private OrderId Id(int order) => new(customer, order.ToString(CultureInfo.InvariantCulture));

    private static DateTimeOffset OrderedAt(int order) => Begin.AddSeconds(order);
}
