using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Projections.CustomerOrders;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentEvent;

namespace CommandProcessor.Projections.Tests.CustomerOrders;

/// <summary>What payments and shipments say of an order, and whose turn it is.</summary>
public sealed class OrderProgressTests
{
    private static readonly OrderId Order = new("ada", "1");
    private static readonly OrderPayment Payment = new(new("ada", "main"), new("shop", "till"));
    private static readonly OrderEvent.OrderPlaced Placed = Sample.Placed(price: 5m) with { Payment = Payment };
    private static readonly PaymentTerms Terms = new(Order, Payment.Payer, Payment.Payee, "GBP");
    private static readonly PaymentRequested Requested = new(Terms, 30m, Sample.Day);
    private static readonly PaymentAuthorized Authorized = new(Terms, 30m, Sample.Day);
    private static readonly PaymentCaptureRequested Capturing = new(Terms, 30m, Sample.Day);
    private static readonly PaymentCompleted Completed = new(Terms, 30m, Sample.Day);
    private static readonly PaymentVoided Voided = new(Terms, "why", Sample.Day);
    private static readonly RefundRequested Refunding = new(Terms, "r1", 10m, "why", Sample.Day);
    private static readonly RefundCompleted Refunded = new(Terms, "r1", 10m, Sample.Day);
    private static readonly ShipmentCreated Created = new(Order, [new(1, "85123A", 6)], Sample.Home, Sample.Day);
    private static readonly ShipmentDispatched Dispatched = new(Order, Created.Lines, "Post", "T-1", Sample.Day.AddDays(1));
    private static readonly ShipmentDelivered Delivered = new(Order, Sample.Day.AddDays(2));
    private static readonly ShipmentLost Lost = new(Order, Created.Lines, Sample.Home, LossResolution.ShipAgain, "Fell off a lorry.", Sample.Day.AddDays(2));
    private readonly MemoryJournal _journal = new();

    public static TheoryData<OrderWait, object[]> Turns()
    {
        object[] confirmed = [Placed, Requested, Authorized, Sample.Confirmed];
        object[] shipped = [.. confirmed, Created, Dispatched, Sample.Shipped, Capturing];
        object[] delivered = [.. shipped, Completed, Delivered, Sample.Delivered];
        return new()
        {
            { OrderWait.Confirmation, [Placed with { Payment = null }] },
            { OrderWait.Stock, [Placed] },
            { OrderWait.Payment, [Placed, Requested] },
            { OrderWait.Payment, [Placed, Requested, Authorized] },
            { OrderWait.Warehouse, confirmed },
            { OrderWait.Warehouse, [.. confirmed, Created] },
            { OrderWait.Carrier, [.. confirmed, Created, Dispatched] },
            { OrderWait.Carrier, shipped },
            { OrderWait.Nobody, [.. shipped, Completed, Delivered] },
            { OrderWait.Nobody, delivered },
            { OrderWait.Payment, [.. shipped, Delivered, Sample.Delivered] },
            { OrderWait.Payment, [.. delivered, Sample.Returned(2, 10m), Refunding] },
            { OrderWait.Nobody, [.. delivered, Sample.Returned(2, 10m), Refunding, Refunded] },
            { OrderWait.Warehouse, [.. shipped, Completed, Lost] },
            { OrderWait.Warehouse, [.. shipped, Completed, Lost, new Second(Created)] },
            { OrderWait.Carrier, [.. shipped, Completed, Lost, new Second(Created), new Second(Dispatched)] },
            { OrderWait.Payment, [.. shipped, Completed, Lost, new Second(Created), new Second(new ShipmentCancelled(Order, "No stock.", Sample.Day))] },
            { OrderWait.Nobody, [.. shipped, Completed, Lost, Sample.Lost] },
            { OrderWait.Payment, [Placed, Requested, Authorized, Sample.Cancelled] },
            { OrderWait.Nobody, [Placed, Requested, Authorized, Sample.Cancelled, Voided] },
            { OrderWait.Nobody, [Placed, Requested, new PaymentDeclined(Terms, 223, "Too little.", Sample.Day), Sample.Rejected] },
            { OrderWait.Carrier, [.. confirmed, Created, Sample.Cancelled, Dispatched, Voided] },
            { OrderWait.Nobody, [.. confirmed, Created, Sample.Cancelled, Dispatched, Voided, Delivered] },
        };
    }

    [Theory]
    [MemberData(nameof(Turns), DisableDiscoveryEnumeration = true)]
    public void An_order_waits_for_whoever_is_next(OrderWait waitsFor, object[] events)
    {
        Given(events);

        var (head, order) = Folded();
        Assert.Equal(waitsFor, order.WaitsFor);
        Assert.Equal(new(new(order.Status, waitsFor), 1), Assert.Single(head.ByState));
        Assert.Equal(waitsFor is OrderWait.Nobody ? [] : [new WaitCount(waitsFor, 1)], head.ByWait());
    }

    [Fact]
    public void The_amounts_of_a_payment_follow_it()
    {
        Given(Placed, Requested);
        Assert.Equal([new("1", PaymentStatus.Requested, 30m)], Folded().Order.Payments);

        Given(Authorized, Capturing, Completed, Refunding);
        Assert.Equal([new("1", PaymentStatus.Completed, 30m, 30m, 30m, RefundingAmount: 10m)], Folded().Order.Payments);

        Given(Refunded, Refunding with { RefundId = "r2", Amount = 20m }, new RefundFailed(Terms, "r2", 20m, 223, "Too little.", Sample.Day));
        Assert.Equal([new("1", PaymentStatus.Completed, 30m, 30m, 30m, RefundedAmount: 10m)], Folded().Order.Payments);
    }

    [Fact]
    public void A_payment_that_fails_says_why()
    {
        Given(Placed, Requested, Authorized, Capturing, new PaymentCaptureFailed(Terms, 203, "Frozen.", Sample.Day));

        Assert.Equal([new("1", PaymentStatus.CaptureFailed, 30m, 30m, Reason: "Frozen.")], Folded().Order.Payments);
    }

    [Fact]
    public void Every_time_that_the_goods_are_sent_is_shown()
    {
        Given(Placed, Sample.Confirmed, Created, Dispatched, Sample.Shipped, Lost, new Second(Created), new Second(Dispatched with { TrackingNumber = "T-2" }), new Second(Delivered));

        Assert.Equal(
            [
                new("1", ShipmentStatus.Lost, Sample.Day, "Post", "T-1", Sample.Day.AddDays(1), Sample.Day.AddDays(2), "Fell off a lorry."),
                new("1~2", ShipmentStatus.Delivered, Sample.Day, "Post", "T-2", Sample.Day.AddDays(1), Sample.Day.AddDays(2)),
            ],
            Folded().Order.Shipments);
    }

    [Fact]
    public void Payments_and_shipments_leave_the_orders_version_alone()
    {
        Given(Placed, Requested, Authorized, Created);

        Assert.Equal(1, Folded().Order.Version);
    }

    [Fact]
    public void A_payment_of_any_number_is_shown_with_the_order_it_names_also_if_it_came_first()
    {
        Append(new PaymentId("ada", "early"), Requested);
        Append(new PaymentId("ada", "early"), Authorized);
        Given(Placed);
        Append(new PaymentId("ada", "late"), Requested with { Amount = 5m });

        Assert.Equal([new("early", PaymentStatus.Authorized, 30m, 30m), new("late", PaymentStatus.Requested, 5m)], Folded().Order.Payments);
        Assert.Empty(Folded().Head.EarlyPayments);
    }

    [Fact]
    public void A_payment_or_shipment_for_another_customers_order_is_none_of_the_customers()
    {
        Given(Placed);
        Append(new PaymentId("ada", "2"), Requested with { Terms = Terms with { Order = new("bob", "1") } });
        _journal.Append(Order.PartitionKey, new ShipmentId("ada", "9").Aggregate, ShipmentEventCodec.Instance.Encode(Created with { Order = new("bob", "1") }));

        Assert.Empty(Folded().Order.Payments);
        Assert.Empty(Folded().Order.Shipments);
        Assert.Empty(Folded().Head.EarlyPayments);
    }

    [Fact]
    public void What_is_kept_of_payments_and_shipments_is_bounded()
    {
        for (var number = 0; number < 50; number++) Append(new PaymentId("ada", $"e{number}"), Requested with { Terms = Terms with { Order = new("ada", $"{number + 100}") } });
        Given(Placed);
        for (var number = 0; number < 50; number++)
        {
            Append(new PaymentId("ada", $"p{number}"), Requested);
            _journal.Append(Order.PartitionKey, new ShipmentId("ada", $"s{number}").Aggregate, ShipmentEventCodec.Instance.Encode(Created));
        }

        var (head, order) = Folded();
        Assert.Equal(
            (CustomerOrdersHead.EarlyPaymentCountMax, OrderView.PaymentCountMax, OrderView.ShipmentCountMax),
            (head.EarlyPayments.Length, order.Payments.Length, order.Shipments.Length));
        Assert.Equal(("e49", "p49", "s49"), (head.EarlyPayments[^1].Payment.Number, order.Payments[^1].Number, order.Shipments[^1].Number));
    }

    private void Given(params object[] events)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                case OrderEvent e:
                    _journal.Append(Order, e);
                    break;
                case PaymentEvent e:
                    Append(new(Order.Customer, Order.Number), e);
                    break;
                case ShipmentEvent e:
                    _journal.Append(Order.PartitionKey, new ShipmentId(Order.Customer, Order.Number).Aggregate, ShipmentEventCodec.Instance.Encode(e));
                    break;
                case Second e:
                    _journal.Append(Order.PartitionKey, new ShipmentId(Order.Customer, $"{Order.Number}~2").Aggregate, ShipmentEventCodec.Instance.Encode(e.Happened));
                    break;
            }
        }
    }

    private void Append(PaymentId payment, PaymentEvent happened) =>
        _journal.Append(payment.PartitionKey, payment.Aggregate, PaymentEventCodec.Instance.Encode(happened));

    private (CustomerOrdersHead Head, OrderView Order) Folded()
    {
        var (head, items) = Fold<CustomerOrdersProjection, CustomerOrdersHead, OrderView>.Of(Order.PartitionKey, _journal.Of(Order.PartitionKey));
        return (head, items[Order.Number]);
    }

    /// <summary>Of the order's second shipment.</summary>
    private sealed record Second(ShipmentEvent Happened);
}
