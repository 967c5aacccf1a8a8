using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Orders;
using CommandProcessor.Grains.Tests.Laws;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.Orders.OrderCommand;

namespace CommandProcessor.Grains.Tests.Orders;

public sealed class OrderLawsTests : AggregateLaws<OrderDecider, Order, OrderCommand, OrderEvent>
{
    private static readonly Gen<OrderLine> Line = Gen.Select(OneOf("85123A", "71053", "22752", ""), Gen.Int[0, 20], Gen.Int[0, 1_000_000],
        (sku, quantity, price) => new OrderLine(sku, quantity, price / 100m));

    private static readonly Gen<ImmutableArray<OrderLine>> Lines = Line.Array[0, 5].Select(lines => lines.ToImmutableArray());

    private static readonly Gen<ShipTo> ShipTo = OneOf(new ShipTo("Ada", "1 Road", "UK"), new ShipTo("Bob", "2 Road", "FR"));

    protected override Gen<OrderCommand> Command { get; } = Gen.Frequency(
        (3, Gen.Select(Lines, ShipTo, (lines, shipTo) => (OrderCommand)new PlaceOrder("GBP", lines, shipTo))),
        (3, Gen.Select(Lines, ShipTo, (lines, shipTo) => (OrderCommand)new AmendOrder(lines, shipTo))),
        (1, Always(new CancelOrder("Changed my mind"))),
        (3, Always(new ConfirmOrder())),
        (1, Always(new RejectOrder("Out of stock"))),
        (3, OneOf<OrderCommand>(new MarkShipped("Post", "T-1"), new MarkShipped("Post", "T-2"))),
        (3, Always(new MarkDelivered())),
        (1, Always(new MarkLost("Fell off a lorry"))),
        (4, Gen.Select(Gen.Int[0, 6], Gen.Int[0, 20]).Array[0, 4].Select(lines =>
            (OrderCommand)new ReturnItems([.. lines.Select(line => new ReturnedLine(line.Item1, line.Item2))], "Broken"))));

    protected override EventCodec<OrderEvent> Codec => OrderEventCodec.Instance;

    protected override Type RefusalCodes => typeof(OrderRefusalCode);

    protected override (Enum From, Enum To)[] Arrows =>
    [
        (OrderStatus.None, OrderStatus.Placed), (OrderStatus.Placed, OrderStatus.Confirmed), (OrderStatus.Placed, OrderStatus.Cancelled),
        (OrderStatus.Placed, OrderStatus.Rejected), (OrderStatus.Confirmed, OrderStatus.Cancelled), (OrderStatus.Confirmed, OrderStatus.Shipped),
        (OrderStatus.Shipped, OrderStatus.Delivered), (OrderStatus.Shipped, OrderStatus.Lost), (OrderStatus.Delivered, OrderStatus.Returned),
    ];

    protected override Enum StatusOf(Order state) => state.Status;

    protected override bool AddsUp(OrderCommand command) => command is PlaceOrder or ReturnItems;

    [Fact]
    public void An_order_is_beyond_a_status_that_it_cannot_have_come_round_and_reaches_those_that_arrows_lead_to()
    {
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            foreach (var other in Enum.GetValues<OrderStatus>())
            {
                var isBeyond = !ReachableFrom(OrderStatus.None, avoiding: other).Contains(status);
                Assert.True(isBeyond == status.IsAtOrBeyond(other), $"{status} beyond {other}");
                Assert.True((isBeyond || ReachableFrom(status, avoiding: null).Contains(other)) == status.CanReach(other), $"{status} to {other}");
            }
        }
    }

    private HashSet<OrderStatus> ReachableFrom(OrderStatus from, OrderStatus? avoiding)
    {
        HashSet<OrderStatus> found = from == avoiding ? [] : [from];
        while (Arrows.Any(arrow => found.Contains((OrderStatus)arrow.From) && (OrderStatus)arrow.To != avoiding && found.Add((OrderStatus)arrow.To))) { }
        return found;
    }

    [Fact]
    public void The_total_is_the_sum_of_the_lines() => ForEveryStep(step =>
        Assert.Equal(step.After.Lines.Sum(line => line.Quantity * line.UnitPrice), step.After.Total));

    [Fact]
    public void No_more_comes_back_than_was_delivered() => ForEveryStep(step =>
    {
        var order = step.After;
        for (var line = 1; line <= order.Lines.Length; line++) Assert.InRange(order.Returnable(line), 0, order.Lines[line - 1].Quantity);
        Assert.InRange(order.ReturnedAmount, 0, order.Total);
        Assert.Equal(order.Status == OrderStatus.Returned, order.Status != OrderStatus.None && order.ReturnedAmount == order.Total);
    });
}
