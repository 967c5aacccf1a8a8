using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Projections.Tests;

/// <summary>Writes a random but lawful history of some customers' orders.</summary>
internal sealed class Shop(MemoryJournal journal, Random random)
{
    private static readonly string[] Currencies = ["GBP", "EUR", "JPY"];
    private readonly List<(OrderId Order, OrderStatus Status)> _orders = [];

    public IReadOnlyList<RecordedEvent> Run(IReadOnlyList<string> customers, int eventCount) =>
        [.. Enumerable.Range(0, eventCount).Select(_ => Step(customers[random.Next(customers.Count)]))];

    private RecordedEvent Step(string customer)
    {
        var open = _orders.FindIndex(candidate => candidate.Order.Customer == customer
            && candidate.Status is not OrderStatus.Cancelled and not OrderStatus.Returned && random.Next(3) == 0);
        if (open < 0) return Place(customer);
        var (order, status) = _orders[open];
        var (next, happened) = Next(status);
        _orders[open] = (order, next);
        return journal.Append(order, happened);
    }

    private RecordedEvent Place(string customer)
    {
        var order = new OrderId(customer, $"{_orders.Count}");
        _orders.Add((order, OrderStatus.Placed));
        return journal.Append(order, Sample.Placed(random.Next(1, 500), Currencies[random.Next(3)], random.Next(10_000)));
    }

    private (OrderStatus Next, OrderEvent Happened) Next(OrderStatus status) => (status, random.Next(4)) switch
    {
        (OrderStatus.Placed, 0) => (OrderStatus.Cancelled, Sample.Cancelled),
        (OrderStatus.Placed, 1) => (OrderStatus.Placed, Sample.Amended(random.Next(1, 500))),
        (OrderStatus.Placed, _) => (OrderStatus.Confirmed, Sample.Confirmed),
        (OrderStatus.Confirmed, _) => (OrderStatus.Shipped, Sample.Shipped),
        (OrderStatus.Shipped, _) => (OrderStatus.Delivered, Sample.Delivered),
        _ => (OrderStatus.Returned, Sample.Returned(6, 1m)),
    };
}
