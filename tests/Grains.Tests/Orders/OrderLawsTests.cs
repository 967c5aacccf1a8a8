using System.Collections.Immutable;
using System.Text.Json;
using CommandProcessor.Grains.Aggregates.Snapshots;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Orders;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.Orders.OrderCommand;

namespace CommandProcessor.Grains.Tests.Orders;

/// <summary>What holds of every order whatever is asked of it. CsCheck prints the seed of what breaks a law.</summary>
public sealed class OrderLawsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<OrderLine> Line = Gen.Select(OneOf("85123A", "71053", "22752", ""), Gen.Int[0, 20], Gen.Int[0, 1_000_000],
        (sku, quantity, price) => new OrderLine(sku, quantity, price / 100m));

    private static readonly Gen<ImmutableArray<OrderLine>> Lines = Line.Array[0, 5].Select(lines => lines.ToImmutableArray());

    private static readonly Gen<ShipTo> ShipTo = OneOf(new ShipTo("Ada", "1 Road", "UK"), new ShipTo("Bob", "2 Road", "FR"));

    private static readonly Gen<OrderCommand> Command = Gen.Frequency(
        (3, Gen.Select(Lines, ShipTo, (lines, shipTo) => (OrderCommand)new PlaceOrder("GBP", lines, shipTo))),
        (3, Gen.Select(Lines, ShipTo, (lines, shipTo) => (OrderCommand)new AmendOrder(lines, shipTo))),
        (1, Gen.Const<OrderCommand>(new CancelOrder("Changed my mind"))),
        (3, Gen.Const<OrderCommand>(new ConfirmOrder())),
        (1, Gen.Const<OrderCommand>(new RejectOrder("Out of stock"))),
        (3, OneOf<OrderCommand>(new MarkShipped("Post", "T-1"), new MarkShipped("Post", "T-2"))),
        (3, Gen.Const<OrderCommand>(new MarkDelivered())),
        (4, Gen.Select(Gen.Int[0, 6], Gen.Int[0, 20]).Array[0, 4].Select(lines =>
            (OrderCommand)new ReturnItems([.. lines.Select(line => new ReturnedLine(line.Item1, line.Item2))], "Broken"))));

    private static readonly Gen<OrderCommand[]> History = Command.Array[0, 40];

    [Fact]
    public void The_total_is_the_sum_of_the_lines() => ForEveryState((_, order, _) =>
        Assert.Equal(order.Lines.Sum(line => line.Quantity * line.UnitPrice), order.Total));

    [Fact]
    public void No_more_comes_back_than_was_delivered() => ForEveryState((_, order, _) =>
    {
        for (var line = 1; line <= order.Lines.Length; line++) Assert.InRange(order.Returnable(line), 0, order.Lines[line - 1].Quantity);
        Assert.InRange(order.ReturnedAmount, 0, order.Total);
        Assert.Equal(order.Status == OrderStatus.Returned, order.Status != OrderStatus.None && order.ReturnedAmount == order.Total);
    });

    [Fact]
    public void The_status_only_moves_along_the_arrows()
    {
        HashSet<(OrderStatus, OrderStatus)> arrows =
        [
            (OrderStatus.None, OrderStatus.Placed), (OrderStatus.Placed, OrderStatus.Confirmed), (OrderStatus.Placed, OrderStatus.Cancelled),
            (OrderStatus.Placed, OrderStatus.Rejected), (OrderStatus.Confirmed, OrderStatus.Cancelled), (OrderStatus.Confirmed, OrderStatus.Shipped),
            (OrderStatus.Shipped, OrderStatus.Delivered), (OrderStatus.Delivered, OrderStatus.Returned),
        ];
        ForEveryState((before, after, _) => Assert.True(before.Status == after.Status || arrows.Contains((before.Status, after.Status))));
    }

    [Fact]
    public void A_command_that_was_carried_out_is_satisfied_unless_it_adds_up() => ForEveryState((before, after, command) =>
    {
        if (command is PlaceOrder or ReturnItems || OrderDecider.Decide(before, command, Now).Refusal is not null) return;
        var again = OrderDecider.Decide(after, command, Now);
        Assert.Null(again.Refusal);
        Assert.Empty(again.Events);
    });

    [Fact]
    public void A_refusal_has_no_events_and_a_known_code() => ForEveryState((before, _, command) =>
    {
        var decision = OrderDecider.Decide(before, command, Now);
        if (decision.Refusal is null) return;
        Assert.Empty(decision.Events);
        Assert.InRange(decision.Refusal.Code, OrderRefusalCode.NotPlaced, OrderRefusalCode.ReturnsTooMany);
    });

    [Fact]
    public void A_snapshot_and_the_tail_are_the_whole_history() => History.Sample(commands =>
    {
        var events = EventsOf(commands);
        var whole = Json(events.Aggregate(Order.Initial, OrderDecider.Evolve));
        for (var cut = 0; cut <= events.Count; cut++)
        {
            var snapshot = JsonSerializer.Deserialize<Order>(Json(events.Take(cut).Aggregate(Order.Initial, OrderDecider.Evolve)), SnapshotSerializer.Options);
            Assert.NotNull(snapshot);
            Assert.Equal(whole, Json(events.Skip(cut).Aggregate(snapshot, OrderDecider.Evolve)));
        }
    });

    [Fact]
    public void Events_come_back_from_the_journal_as_they_went() => History.Sample(commands =>
    {
        var events = EventsOf(commands);
        var read = events.Select(OrderEventCodec.Instance.Encode).Select(data => OrderEventCodec.Instance.Decode(data.Type, data.SchemaVersion, data.Body));

        Assert.Equal(Json(events.Aggregate(Order.Initial, OrderDecider.Evolve)), Json(read.Aggregate(Order.Initial, OrderDecider.Evolve)));
    });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void ForEveryState(Action<Order, Order, OrderCommand> check) => History.Sample(commands =>
    {
        var order = Order.Initial;
        foreach (var command in commands)
        {
            var before = order;
            order = OrderDecider.Decide(order, command, Now).Events.Aggregate(order, OrderDecider.Evolve);
            check(before, order, command);
        }
    });

    private static List<OrderEvent> EventsOf(OrderCommand[] commands)
    {
        var order = Order.Initial;
        var events = new List<OrderEvent>();
        foreach (var command in commands)
        {
            var decided = OrderDecider.Decide(order, command, Now).Events;
            events.AddRange(decided);
            order = decided.Aggregate(order, OrderDecider.Evolve);
        }

        return events;
    }

    private static string Json(Order order) => JsonSerializer.Serialize(order, SnapshotSerializer.Options);
}
