using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Orders;
using CommandProcessor.Grains.Tests.Laws;
using static CommandProcessor.Grains.Interfaces.Orders.OrderCommand;
using static CommandProcessor.Grains.Interfaces.Orders.OrderEvent;
using Code = CommandProcessor.Grains.Interfaces.Orders.OrderRefusalCode;

namespace CommandProcessor.Grains.Tests.Orders;

public sealed class OrderDeciderTests : DeciderTable<OrderDecider, Order, OrderCommand, OrderEvent, OrderStatus>
{
    private static readonly ShipTo Home = new("Ada Lovelace", "12 St James's Square", "United Kingdom");
    private static readonly ImmutableArray<OrderLine> TwoLines = [new("85123A", 6, 2.55m), new("71053", 2, 3.39m)];

    private static readonly PlaceOrder Place = new("GBP", TwoLines, Home);
    private static readonly AmendOrder Amend = new([new("22752", 1, 7.65m)], Home);
    private static readonly CancelOrder Cancel = new("Changed my mind");
    private static readonly ConfirmOrder Confirm = new();
    private static readonly RejectOrder Reject = new("Out of stock");
    private static readonly MarkShipped Ship = new("Post", "T-1");
    private static readonly MarkDelivered Deliver = new();
    private static readonly MarkLost Lose = new("Fell off a lorry");
    private static readonly ReturnItems ReturnOne = new([new(1, 1)], "Broken");
    private static readonly ReturnItems ReturnAll = new([new(1, 6), new(2, 2)], "Broken");

    protected override IReadOnlyDictionary<OrderStatus, OrderCommand[]> Ways { get; } = new Dictionary<OrderStatus, OrderCommand[]>
    {
        [OrderStatus.None] = [],
        [OrderStatus.Placed] = [Place],
        [OrderStatus.Confirmed] = [Place, Confirm],
        [OrderStatus.Shipped] = [Place, Confirm, Ship],
        [OrderStatus.Delivered] = [Place, Confirm, Ship, Deliver],
        [OrderStatus.Cancelled] = [Place, Cancel],
        [OrderStatus.Rejected] = [Place, Reject],
        [OrderStatus.Returned] = [Place, Confirm, Ship, Deliver, ReturnAll],
        [OrderStatus.Lost] = [Place, Confirm, Ship, Lose],
    };

    protected override OrderStatus StatusOf(Order state) => state.Status;

    public static TheoryData<OrderCommand, string> StateMachine() => new()
    {
        //                None    Placed     Confirmed  Shipped   Delivered  Cancelled  Rejected  Returned  Lost
        { Place,     "Placed     101        101        101       101        101        101       101       101" },
        { Amend,     "~100       Placed     102        102       102        102        102       102       102" },
        { Cancel,    "~100       Cancelled  Cancelled  103       103        same       103       103       103" },
        { Confirm,   "~100       Confirmed  same       same      same       104        104       same      same" },
        { Reject,    "~100       Rejected   105        105       105        105        same      105       105" },
        { Ship,      "~100       ~106       Shipped    same      same       106        106       same      same" },
        { Deliver,   "~100       ~107       ~107       Delivered same       107        107       same      107" },
        { Lose,      "~100       ~123       ~123       Lost      123        123        123       123       same" },
        { ReturnOne, "~100       ~108       ~108       ~108      Delivered  108        108       108       108" },
        { ReturnAll, "~100       ~108       ~108       ~108      Returned   108        108       108       108" },
    };

    [Theory]
    [MemberData(nameof(StateMachine), DisableDiscoveryEnumeration = true)]
    public void A_command_does_in_every_status_what_the_table_says(OrderCommand command, string row) => AssertRow(command, row);

    public static TheoryData<int, PlaceOrder> Placements() => new()
    {
        { Code.UnknownCurrency, Place with { Currency = "GBp", Lines = [] } },
        { Code.UnknownCurrency, Place with { Currency = "" } },
        { Code.NoLines, Place with { Lines = [], ShipTo = null! } },
        { Code.NoLines, Place with { Lines = default } },
        { Code.TooManyLines, Place with { Lines = [.. Enumerable.Repeat(new OrderLine("", 0, 0), OrderLimits.LineCountMax + 1)] } },
        { Code.MalformedSku, Place with { Lines = [new("ok", 0, 0), new("", 1, 1)] } },
        { Code.MalformedSku, Place with { Lines = [new("a/b", 1, 1)] } },
        { Code.MalformedSku, Place with { Lines = [null!] } },
        { Code.QuantityOutOfRange, Place with { Lines = [new("a", 1, 0), new("b", 0, 1)] } },
        { Code.QuantityOutOfRange, Place with { Lines = [new("a", -1, 1)] } },
        { Code.QuantityOutOfRange, Place with { Lines = [new("a", OrderLimits.QuantityMax + 1, 1)] } },
        { Code.UnitPriceOutOfRange, Place with { Lines = [new("a", 1, 1.001m), new("b", 1, 0)] } },
        { Code.UnitPriceOutOfRange, Place with { Lines = [new("a", 1, -0.01m)] } },
        { Code.UnitPriceOutOfRange, Place with { Lines = [new("a", 1, OrderLimits.UnitPriceMax + 0.01m)] } },
        { Code.UnitPriceTooFine, Place with { Lines = [new("a", 1, 1.001m)], ShipTo = null! } },
        { Code.UnitPriceTooFine, Place with { Currency = "JPY", Lines = [new("a", 1, 1.5m)] } },
        { Code.UnitPriceTooFine, Place with { Currency = "KWD", Lines = [new("a", 1, 1.0001m)] } },
        { Code.MalformedShipTo, Place with { ShipTo = null!, OrderedAt = Now.AddDays(1) } },
        { Code.MalformedShipTo, Place with { ShipTo = Home with { Name = " " } } },
        { Code.MalformedShipTo, Place with { ShipTo = Home with { Address = LongText } } },
        { Code.MalformedShipTo, Place with { ShipTo = Home with { Country = "a\nb" } } },
        { Code.MalformedShipTo, Place with { ShipTo = Home with { Country = "a\udc00" } } },
        { Code.OrderedInFuture, Place with { OrderedAt = Now.AddMinutes(5).AddTicks(1) } },
    };

    [Theory]
    [MemberData(nameof(Placements), DisableDiscoveryEnumeration = true)]
    public void A_placement_is_refused_by_the_lowest_code_that_applies(int code, PlaceOrder command) =>
        Assert.Equal(code, OrderDecider.Decide(Order.Initial, command, Now).Refusal?.Code);

    public static TheoryData<int, OrderStatus, OrderCommand> Contents() => new()
    {
        { Code.NoLines, OrderStatus.Placed, Amend with { Lines = [] } },
        { Code.UnitPriceTooFine, OrderStatus.Placed, Amend with { Lines = [new("a", 1, 0.001m)] } },
        { Code.MalformedShipTo, OrderStatus.Placed, Amend with { ShipTo = Home with { Name = "" } } },
        { Code.MalformedText, OrderStatus.Placed, Cancel with { Reason = "" } },
        { Code.MalformedText, OrderStatus.Placed, Reject with { Reason = LongText } },
        { Code.MalformedText, OrderStatus.Confirmed, Ship with { Carrier = "" } },
        { Code.MalformedText, OrderStatus.Shipped, Lose with { Reason = "" } },
        { Code.MalformedText, OrderStatus.Confirmed, Ship with { TrackingNumber = "a\tb" } },
        { Code.NotShippable, OrderStatus.Shipped, Ship with { TrackingNumber = "another" } },
        { Code.NoLines, OrderStatus.Delivered, ReturnOne with { Lines = [], Reason = "" } },
        { Code.TooManyLines, OrderStatus.Delivered, ReturnOne with { Lines = [.. Enumerable.Repeat(new ReturnedLine(1, 1), OrderLimits.LineCountMax + 1)] } },
        { Code.QuantityOutOfRange, OrderStatus.Delivered, ReturnOne with { Lines = [new(99, 0)] } },
        { Code.MalformedText, OrderStatus.Delivered, ReturnOne with { Lines = [new(99, 1)], Reason = "" } },
        { Code.NoSuchLine, OrderStatus.Delivered, ReturnOne with { Lines = [new(1, 1_000), new(3, 1)] } },
        { Code.NoSuchLine, OrderStatus.Delivered, ReturnOne with { Lines = [new(0, 1)] } },
        { Code.ReturnsTooMany, OrderStatus.Delivered, ReturnOne with { Lines = [new(1, 7)] } },
        { Code.ReturnsTooMany, OrderStatus.Delivered, ReturnOne with { Lines = [new(1, 5), new(2, 1), new(1, 2)] } },
    };

    [Theory]
    [MemberData(nameof(Contents), DisableDiscoveryEnumeration = true)]
    public void What_a_command_holds_is_checked_after_where_the_order_stands(int code, OrderStatus status, OrderCommand command) =>
        Assert.Equal(code, OrderDecider.Decide(In(status), command, Now).Refusal?.Code);

    [Fact]
    public void A_placed_order_has_its_exact_total_and_the_time_it_was_ordered()
    {
        var orderedAt = new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero);

        var placed = Assert.IsType<OrderPlaced>(Assert.Single(OrderDecider.Decide(Order.Initial, Place with { OrderedAt = orderedAt }, Now).Events));

        Assert.Equal(22.08m, placed.Total);
        Assert.Equal(orderedAt, placed.OrderedAt);
    }

    [Fact]
    public void The_largest_order_has_an_exact_total()
    {
        var lines = Enumerable.Repeat(new OrderLine("a", OrderLimits.QuantityMax, OrderLimits.UnitPriceMax - 0.001m), OrderLimits.LineCountMax).ToImmutableArray();

        var placed = Assert.IsType<OrderPlaced>(Assert.Single(OrderDecider.Decide(Order.Initial, new PlaceOrder("BHD", lines, Home), Now).Events));

        Assert.Equal(1_999_999_999_998_000_000m, placed.Total);
    }

    [Fact]
    public void A_clock_that_is_a_little_ahead_is_forgiven() =>
        Assert.Null(OrderDecider.Decide(Order.Initial, Place with { OrderedAt = Now.AddMinutes(5) }, Now).Refusal);

    [Fact]
    public void Amending_to_what_the_order_is_adds_no_event() =>
        Assert.Empty(OrderDecider.Decide(In(OrderStatus.Placed), new AmendOrder(TwoLines, Home), Now).Events);

    [Fact]
    public void Amending_replaces_lines_and_total()
    {
        var order = Fold(In(OrderStatus.Placed), Amend);

        Assert.Equal(Amend.Lines, order.Lines);
        Assert.Equal(7.65m, order.Total);
    }

    [Fact]
    public void Pieces_come_back_bit_by_bit_until_none_is_left()
    {
        var order = Fold(In(OrderStatus.Delivered), new ReturnItems([new(1, 4), new(1, 1)], "Broken"));

        Assert.Equal(OrderStatus.Delivered, order.Status);
        Assert.Equal(12.75m, order.ReturnedAmount);
        Assert.Equal(Code.ReturnsTooMany, OrderDecider.Decide(order, new ReturnItems([new(1, 2)], "Broken"), Now).Refusal?.Code);

        order = Fold(order, new ReturnItems([new(2, 2), new(1, 1)], "Broken"));

        Assert.Equal(OrderStatus.Returned, order.Status);
        Assert.Equal(order.Total, order.ReturnedAmount);
    }
}
