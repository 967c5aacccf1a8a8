using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Tests.Fixtures;
using static CommandProcessor.Grains.Interfaces.Orders.OrderEvent;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentEvent;

namespace CommandProcessor.Grains.Tests.Reactors;

public sealed class OrderReactorTests
{
    private const string Name = "order/ada/1";
    private const string Pay = "payment/ada/1";
    private const string First = "shipment/ada/1";
    private const string Second = "shipment/ada/1~2";
    private const string Unpaid = $"at 00:30:00 {Name} RejectOrder";
    private const string PaidOrEnded = $"forget {Name}: unpaid";
    private const string Undispatched = $"forget {Name}: undispatched";
    private const string SecondInTime = $"at 30.00:00:00 {Second} CancelShipment";
    private const string SecondUndispatched = $"forget {Name}~2: undispatched";
    private const string BothBooked = "stock/mug BookStock + stock/lamp BookStock";
    private const string BothUnbooked = "stock/mug CancelBooking + stock/lamp CancelBooking";
    private const string BothLeave = "stock/mug RecordDeparture + stock/lamp RecordDeparture";
    private static readonly OrderId Order = new("ada", "1");
    private static readonly OrderPayment Payment = new(new("ada", "main"), new("shop", "main"));
    private static readonly PaymentTerms Terms = new(Order, Payment.Payer, Payment.Payee, "GBP");
    private static readonly ImmutableArray<OrderLine> Lines = [new("mug", 2, 5m), new("lamp", 1, 20m)];
    private static readonly ImmutableArray<ShipmentLine> Shipped = [new(1, "mug", 2), new(2, "lamp", 1)];
    private static readonly OrderReactor Reactor = new();

    public static TheoryData<OrderEvent, OrderStatus, string[], string[]> Orders()
    {
        var placed = new OrderPlaced("GBP", Lines, SampleOrders.Home, 30m, Driven.At, Payment);
        var rejected = new OrderRejected("why", Driven.At, Payment);
        var cancelled = new OrderCancelled("why", Driven.At, Payment);
        var returned = new ItemsReturned([new(2, 1)], 20m, "why", Driven.At, Payment);
        string[] undone = [$"{BothUnbooked} + {Pay} UndoPayment", PaidOrEnded, Undispatched];
        return new()
        {
            { placed, OrderStatus.Placed, [], [Unpaid, BothBooked, $"{Pay} ProcessPayment"] },
            { placed, OrderStatus.Placed, ["stock/lamp BookStock"], [Unpaid, BothBooked, $"{Name} RejectOrder"] },
            { placed, OrderStatus.Placed, ["ProcessPayment"], [Unpaid, BothBooked, $"{Pay} ProcessPayment", $"{Name} RejectOrder"] },
            { placed with { Payment = null }, OrderStatus.Placed, [], [] },
            {
                new OrderConfirmed(Driven.At, Payment), OrderStatus.Confirmed, [],
                [$"{First} CreateShipment", PaidOrEnded, $"at 30.00:00:00 {First} CancelShipment"]
            },
            { new OrderConfirmed(Driven.At, Payment), OrderStatus.Confirmed, ["CreateShipment"], [$"{First} CreateShipment", "parked"] },
            { new OrderConfirmed(Driven.At), OrderStatus.Confirmed, [], [] },
            { rejected, OrderStatus.Rejected, [], undone },
            { rejected, OrderStatus.Rejected, ["UndoPayment"], [undone[0], "parked"] },
            { rejected with { Payment = null }, OrderStatus.Rejected, [], [] },
            { cancelled, OrderStatus.Cancelled, [], [$"{First} CancelShipment", .. undone] },
            { cancelled, OrderStatus.Cancelled, ["CancelShipment"], [$"{First} CancelShipment"] },
            { cancelled with { Payment = null }, OrderStatus.Cancelled, [], [] },
            { returned, OrderStatus.Delivered, [], ["stock/lamp ReceiveStock", $"{Pay} RefundPayment"] },
            { returned with { Lines = [new(1, 1), new(2, 1)] }, OrderStatus.Returned, [], ["stock/mug ReceiveStock + stock/lamp ReceiveStock", $"{Pay} RefundPayment"] },
            { returned, OrderStatus.Delivered, ["ReceiveStock"], ["stock/lamp ReceiveStock", "parked"] },
            { returned with { Payment = null }, OrderStatus.Delivered, [], [] },
            { new OrderShipped("Post", "T-1", Driven.At), OrderStatus.Shipped, [], [] },
            { new OrderDelivered(Driven.At), OrderStatus.Delivered, [], [] },
            { new OrderLost("why", Driven.At), OrderStatus.Lost, [], [] },
        };
    }

    public static TheoryData<PaymentEvent, string[], string[]> Payments() => new()
    {
        { new PaymentAuthorized(Terms, 30m, Driven.At), [], [$"{Name} ConfirmOrder"] },
        { new PaymentAuthorized(Terms, 30m, Driven.At), ["ConfirmOrder"], [$"{Name} ConfirmOrder", $"{Pay} UndoPayment"] },
        { new PaymentAuthorized(Terms, 30m, Driven.At), ["ConfirmOrder", "UndoPayment"], [$"{Name} ConfirmOrder", $"{Pay} UndoPayment", "parked"] },
        { new PaymentDeclined(Terms, 222, "Too little.", Driven.At), [], [$"{Name} RejectOrder"] },
        { new PaymentDeclined(Terms, 203, "Frozen.", Driven.At), ["RejectOrder"], [$"{Name} RejectOrder"] },
        { new PaymentVoided(Terms, "why", Driven.At), [], [$"{Name} RejectOrder"] },
        { new PaymentVoided(Terms, "why", Driven.At), ["RejectOrder"], [$"{Name} RejectOrder", $"{Name} CancelOrder"] },
        { new PaymentVoided(Terms, "why", Driven.At), ["RejectOrder", "CancelOrder"], [$"{Name} RejectOrder", $"{Name} CancelOrder"] },
        { new PaymentCaptureRequested(Terms, 30m, Driven.At), [], [] },
        { new PaymentCompleted(Terms, 30m, Driven.At), [], [] },
        { new PaymentCaptureFailed(Terms, 203, "Frozen.", Driven.At), [], [] },
    };

    [Theory]
    [MemberData(nameof(Orders), DisableDiscoveryEnumeration = true)]
    public void An_event_of_an_order_leads_to_these_steps(OrderEvent happened, OrderStatus status, string[] refused, string[] steps) =>
        Assert.Equal(steps, Reactor.Drive(Recorded(happened, version: 5), refused, View(status)));

    [Theory]
    [MemberData(nameof(Payments), DisableDiscoveryEnumeration = true)]
    public void An_event_of_its_payment_leads_to_these_steps(PaymentEvent happened, string[] refused, string[] steps) =>
        Assert.Equal(steps, Reactor.Drive(Recorded(happened), refused, View(OrderStatus.Placed)));

    [Theory]
    [MemberData(nameof(Payments), DisableDiscoveryEnumeration = true)]
    public void An_order_that_somebody_else_carries_out_is_left_alone(PaymentEvent happened, string[] refused, string[] _)
    {
        Assert.Empty(Reactor.Drive(Recorded(happened), refused, View(OrderStatus.Placed) with { Payment = null }));
        Assert.Empty(Reactor.Drive(Recorded(happened), refused, view: null));
    }

    [Fact]
    public void Another_payment_of_an_order_is_none_of_its_business() => Assert.Empty(Reactor.Drive(
        Driven.Recorded(new PaymentId("ada", "2").Aggregate, Order.PartitionKey, PaymentEventCodec.Instance, (PaymentEvent)new PaymentVoided(Terms, "why", Driven.At)), [], View(OrderStatus.Placed)));

    [Fact]
    public void The_first_refusal_among_forty_lines_is_the_reason()
    {
        ImmutableArray<OrderLine> lines = [.. Enumerable.Range(1, 40).Select(number => new OrderLine($"sku{number}", 1, 1m))];
        var placed = Recorded(new OrderPlaced("GBP", lines, SampleOrders.Home, 40m, Driven.At, Payment));

        var told = Reactor.Drive(placed, ["stock/sku17 BookStock", "stock/sku30 BookStock"]);

        Assert.Equal([Unpaid, string.Join(" + ", lines.Select(line => $"stock/{line.Sku} BookStock")), $"{Name} RejectOrder"], told);
    }

    public static TheoryData<ShipmentEvent, bool, OrderStatus, string[], string[]> Shipments()
    {
        var dispatched = new ShipmentDispatched(Order, Shipped, "Post", "T-1", Driven.At);
        var delivered = new ShipmentDelivered(Order, Driven.At);
        var again = new ShipmentLost(Order, Shipped, SampleOrders.Home, LossResolution.ShipAgain, "why", Driven.At);
        var refund = again with { Resolution = LossResolution.Refund };
        var cancelled = new ShipmentCancelled(Order, "why", Driven.At);
        string[] marked = [$"{Name} MarkShipped", BothLeave];
        string[] sentAgain = [$"{Second} CreateShipment", BothBooked];
        string[] givenUp = [$"{Name} MarkLost", $"{Pay} UndoPayment"];
        return new()
        {
            { dispatched, true, OrderStatus.Confirmed, [], [.. marked, $"{Pay} CapturePayment", Undispatched] },
            { dispatched, true, OrderStatus.Cancelled, ["MarkShipped"], [.. marked, $"{Pay} UndoPayment", Undispatched] },
            { dispatched, true, OrderStatus.Confirmed, ["CapturePayment"], [.. marked, $"{Pay} CapturePayment", Undispatched] },
            { dispatched, true, OrderStatus.Confirmed, ["RecordDeparture"], [.. marked, "parked"] },
            { dispatched, false, OrderStatus.Shipped, [], [BothLeave, SecondUndispatched] },
            { delivered, true, OrderStatus.Shipped, [], [$"{Name} MarkDelivered"] },
            { delivered, true, OrderStatus.Cancelled, ["MarkDelivered"], [$"{Name} MarkDelivered", "stock/mug ReceiveStock + stock/lamp ReceiveStock"] },
            { delivered, false, OrderStatus.Shipped, [], [$"{Name} MarkDelivered"] },
            { again, true, OrderStatus.Shipped, [], [.. sentAgain, SecondInTime] },
            { again, true, OrderStatus.Shipped, ["BookStock"], [.. sentAgain, $"{Second} CancelShipment"] },
            { again, true, OrderStatus.Shipped, ["BookStock", "CancelShipment"], [.. sentAgain, $"{Second} CancelShipment"] },
            { again, true, OrderStatus.Cancelled, [], [] },
            { refund, true, OrderStatus.Shipped, [], givenUp },
            { refund, true, OrderStatus.Cancelled, [], [] },
            { refund, false, OrderStatus.Shipped, [], givenUp },
            { cancelled, true, OrderStatus.Confirmed, [], [$"{Name} CancelOrder"] },
            { cancelled, true, OrderStatus.Cancelled, ["CancelOrder"], [$"{Name} CancelOrder"] },
            { cancelled, false, OrderStatus.Shipped, [], [BothUnbooked, .. givenUp, SecondUndispatched] },
            { new ShipmentCreated(Order, Shipped, SampleOrders.Home, Driven.At), true, OrderStatus.Confirmed, [], [] },
        };
    }

    [Theory]
    [MemberData(nameof(Shipments), DisableDiscoveryEnumeration = true)]
    public void An_event_of_a_shipment_leads_to_these_steps(ShipmentEvent happened, bool isFirst, OrderStatus status, string[] refused, string[] steps) =>
        Assert.Equal(steps, Reactor.Drive(Recorded(happened, isFirst ? "1" : "1~2"), refused, View(status)));

    [Theory]
    [MemberData(nameof(Shipments), DisableDiscoveryEnumeration = true)]
    public void A_shipment_of_another_making_is_none_of_its_business(ShipmentEvent happened, bool _1, OrderStatus status, string[] refused, string[] _2) =>
        Assert.Empty(Reactor.Drive(Recorded(happened, "1b"), refused, View(status)));

    [Fact]
    public void A_rejection_says_what_refused()
    {
        var waves = Reactor.React(Recorded(new OrderPlaced("GBP", Lines, SampleOrders.Home, 30m, Driven.At, Payment)))!.Waves.OfType<Wave.Commands>().GetEnumerator(); // It says how it is paid.
        waves.MoveNext();
        waves.Current.Outcomes = [new CommandOutcome.Accepted(1, default), new CommandOutcome.Refused(1, default, Refusal.Final(421, "None is left."))];
        waves.MoveNext();

        Assert.Equal([Step.To(Order, new OrderCommand.RejectOrder("stock/lamp: None is left."))], waves.Current.Steps);
    }

    private static OrderStateView View(OrderStatus status) => new()
    {
        Status = status, Currency = "GBP", Lines = Lines, ShipTo = SampleOrders.Home, Total = 30m, ReturnedAmount = 0, Version = 1, Payment = Payment,
    };

    private static RecordedEvent Recorded(OrderEvent happened, long version = 1) =>
        Driven.Recorded(Order.Aggregate, Order.PartitionKey, OrderEventCodec.Instance, happened, version);

    private static RecordedEvent Recorded(PaymentEvent happened) =>
        Driven.Recorded(new PaymentId("ada", "1").Aggregate, Order.PartitionKey, PaymentEventCodec.Instance, happened);

    private static RecordedEvent Recorded(ShipmentEvent happened, string number) =>
        Driven.Recorded(new ShipmentId("ada", number).Aggregate, Order.PartitionKey, ShipmentEventCodec.Instance, happened);
}
