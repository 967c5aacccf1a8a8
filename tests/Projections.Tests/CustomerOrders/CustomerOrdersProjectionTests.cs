using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Projections.CustomerOrders;

namespace CommandProcessor.Projections.Tests.CustomerOrders;

public sealed class CustomerOrdersProjectionTests
{
    private static readonly OrderId First = new("ada", "1");
    private static readonly OrderId Second = new("ada", "2");
    private readonly MemoryJournal _journal = new();

    [Fact]
    public void Nothing_is_an_empty_history() => Then(new CustomerOrdersHead { OrderCount = 0, ByState = [], Totals = [] });

    [Fact]
    public void A_placed_order_counts_with_its_total()
    {
        Given(First, Sample.Placed("GBP", 0, new OrderLine("A", 3, 0.1m), new OrderLine("B", 1, 0.2m)));

        Then(new CustomerOrdersHead
        {
            OrderCount = 1,
            ByState = [new(new(OrderStatus.Placed, OrderWait.Confirmation), 1)],
            Totals = [new("GBP", 0.5m, 0, 0)],
            FirstOrderedAt = Sample.Day,
            LastOrderedAt = Sample.Day,
        });
        ThenOrder("1", order =>
        {
            Assert.Equal(OrderStatus.Placed, order.Status);
            Assert.Equal(0.5m, order.Total);
            Assert.Equal([new OrderLineView(1, "A", 3, 0.1m, 0), new OrderLineView(2, "B", 1, 0.2m, 0)], order.Lines);
            Assert.Equal(Sample.Home, order.ShipTo);
            Assert.Equal(1, order.Version);
        });
    }

    [Fact]
    public void An_amendment_moves_the_total_by_the_difference()
    {
        Given(First, Sample.Placed(price: 2m), Sample.Amended(price: 1.5m));

        Assert.Equal([new CurrencyTotal("GBP", 9m, 0, 0)], Folded().Head.Totals);
        ThenOrder("1", order =>
        {
            Assert.Equal(9m, order.Total);
            Assert.Equal(Sample.Day.AddDays(1), order.AmendedAt);
            Assert.Equal(2, order.Version);
        });
    }

    [Fact]
    public void A_cancelled_or_rejected_order_ends_its_total()
    {
        Given(First, Sample.Placed(price: 2m), Sample.Cancelled);
        Given(Second, Sample.Placed(price: 1m), Sample.Rejected);

        Assert.Equal([new StatusCount(OrderStatus.Cancelled, 1), new StatusCount(OrderStatus.Rejected, 1)], Folded().Head.ByStatus());
        Assert.Equal([new CurrencyTotal("GBP", 18m, 18m, 0)], Folded().Head.Totals);
        ThenOrder("1", order => Assert.Equal(("Changed my mind.", Sample.Day.AddDays(2)), (order.Reason, order.EndedAt)));
        ThenOrder("2", order => Assert.Equal(("Out of stock.", Sample.Day.AddDays(2)), (order.Reason, order.EndedAt)));
    }

    [Fact]
    public void A_lost_order_ends_its_total()
    {
        Given(First, Sample.Placed(price: 2m), Sample.Confirmed, Sample.Shipped, Sample.Lost);

        Assert.Equal([new StatusCount(OrderStatus.Lost, 1)], Folded().Head.ByStatus());
        Assert.Equal([new CurrencyTotal("GBP", 12m, 12m, 0)], Folded().Head.Totals);
        ThenOrder("1", order => Assert.Equal(("Fell off a lorry.", Sample.Day.AddDays(4)), (order.Reason, order.EndedAt)));
    }

    [Fact]
    public void An_order_goes_all_the_way_and_keeps_its_times()
    {
        Given(First, Sample.Placed(), Sample.Confirmed, Sample.Shipped, Sample.Delivered);

        Assert.Equal([new StatusCount(OrderStatus.Delivered, 1)], Folded().Head.ByStatus());
        ThenOrder("1", order =>
        {
            Assert.Equal((Sample.Day.AddDays(2), Sample.Day.AddDays(3), Sample.Day.AddDays(4)),
                (order.ConfirmedAt, order.ShippedAt, order.DeliveredAt));
            Assert.Equal(("DHL", "JD014"), (order.Carrier, order.TrackingNumber));
        });
    }

    [Fact]
    public void What_comes_back_in_part_leaves_the_order_delivered()
    {
        Given(First, Sample.Placed(price: 2m), Sample.Confirmed, Sample.Shipped, Sample.Delivered, Sample.Returned(2, 4m));

        Assert.Equal([new CurrencyTotal("GBP", 12m, 0, 4m)], Folded().Head.Totals);
        Assert.Equal(8m, Folded().Head.Totals[0].Net());
        ThenOrder("1", order =>
        {
            Assert.Equal(OrderStatus.Delivered, order.Status);
            Assert.Equal((4m, 2), (order.ReturnedAmount, order.Lines[0].ReturnedQuantity));
        });
    }

    [Fact]
    public void What_comes_back_wholly_is_a_returned_order()
    {
        Given(First, Sample.Placed(price: 2m), Sample.Confirmed, Sample.Shipped, Sample.Delivered, Sample.Returned(2, 4m),
            Sample.Returned(4, 8m));

        Assert.Equal([new StatusCount(OrderStatus.Returned, 1)], Folded().Head.ByStatus());
        ThenOrder("1", order => Assert.Equal((OrderStatus.Returned, 12m), (order.Status, order.ReturnedAmount)));
    }

    [Fact]
    public void Currencies_are_never_mixed()
    {
        Given(First, Sample.Placed(price: 2m, currency: "JPY"));
        Given(Second, Sample.Placed(price: 0.01m, currency: "EUR", minute: -5));

        Assert.Equal([new CurrencyTotal("EUR", 0.06m, 0, 0), new CurrencyTotal("JPY", 12m, 0, 0)], Folded().Head.Totals);
        Assert.Equal((Sample.Day.AddMinutes(-5), Sample.Day), (Folded().Head.FirstOrderedAt, Folded().Head.LastOrderedAt));
    }

    [Fact]
    public void Events_of_other_aggregates_are_not_its_business()
    {
        var recorded = _journal
            .Append(PartitionKey.Customer("ada"), AggregateId.Create("account", "ada/1"), new("account-closed", 1, "{}"u8.ToArray()));

        var folded = CustomerOrdersProjection.Apply(CustomerOrdersHead.Empty, null, recorded);

        Assert.Null(CustomerOrdersProjection.ItemOf(recorded));
        Assert.Same(CustomerOrdersHead.Empty, folded.Head);
        Assert.Null(folded.Item);
    }

    [Fact]
    public void An_event_of_an_order_that_was_never_placed_is_an_error()
    {
        var recorded = _journal.Append(First, Sample.Confirmed);

        Assert.Throws<InvalidOperationException>(() => CustomerOrdersProjection.Apply(CustomerOrdersHead.Empty, null, recorded));
    }

    [Fact]
    public void A_row_reads_back_as_what_was_written()
    {
        Given(First, Sample.Placed(price: 2.10m), Sample.Confirmed, Sample.Shipped, Sample.Delivered, Sample.Returned(1, 2.10m));
        var (head, items) = Folded();

        var readHead = JsonSerializer.Deserialize(JsonSerializer.Serialize(head, CustomerOrdersProjection.HeadJson),
            CustomerOrdersProjection.HeadJson);
        var readItem = JsonSerializer.Deserialize(JsonSerializer.Serialize(items["1"], CustomerOrdersProjection.ItemJson),
            CustomerOrdersProjection.ItemJson);

        AssertSame(head, readHead);
        Assert.Equal(JsonSerializer.Serialize(items["1"]), JsonSerializer.Serialize(readItem));
    }

    private void Given(OrderId order, params OrderEvent[] events)
    {
        foreach (var happened in events) _journal.Append(order, happened);
    }

    private (CustomerOrdersHead Head, IReadOnlyDictionary<string, OrderView> Items) Folded() =>
        Fold<CustomerOrdersProjection, CustomerOrdersHead, OrderView>.Of(First.PartitionKey, _journal.Of(First.PartitionKey));

    private void Then(CustomerOrdersHead expected) => AssertSame(expected, Folded().Head);

    private void ThenOrder(string number, Action<OrderView> assert) => assert(Folded().Items[number]);

    private static void AssertSame(CustomerOrdersHead expected, CustomerOrdersHead? actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
