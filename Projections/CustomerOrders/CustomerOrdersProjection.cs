using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>
/// Folds a customer's events into totals and orders, with what their payments and shipments say of themselves; an order is an item, its number the
/// item's id.
/// </summary>
public sealed class CustomerOrdersProjection : IProjection<CustomerOrdersHead, OrderView>
{
    public const string ProjectionName = "customer-orders";

    public static string Name => ProjectionName;

    public static int Version => 2;

    public static string KeyKind => PartitionKey.CustomerKind;

    public static JsonTypeInfo<CustomerOrdersHead> HeadJson => CustomerOrdersJson.Default.CustomerOrdersHead;

    public static JsonTypeInfo<OrderView> ItemJson => CustomerOrdersJson.Default.OrderView;

    public static CustomerOrdersHead Initial(PartitionKey key) => CustomerOrdersHead.Empty;

    public static ItemReference? ItemOf(RecordedEvent recorded) =>
        OrderNames.NumberOf(recorded) is { } number ? new(number, IsNew: recorded.Version == 1 && recorded.Aggregate.Kind == OrderId.Kind) : null;

    public static ItemIndex IndexOf(OrderView item) => new(item.OrderedAt.UtcTicks, OrderState.Of(item).Category);

    public static Folded<CustomerOrdersHead, OrderView> Apply(CustomerOrdersHead head, OrderView? item, RecordedEvent recorded) =>
        recorded.Aggregate.Kind switch
        {
            OrderId.Kind => ApplyToOrder(head, item, recorded),
            PaymentId.Kind when item is null => new(Remember(head, recorded), null),
            PaymentId.Kind => Move(head, item, item with { Payments = PaymentsAfter(item.Payments, recorded) }),
            ShipmentId.Kind when item is not null => Move(head, item, item with { Shipments = ShipmentsAfter(item.Shipments, recorded) }),
            _ => new(head, null),
        };

    private static Folded<CustomerOrdersHead, OrderView> ApplyToOrder(CustomerOrdersHead head, OrderView? item, RecordedEvent recorded)
    {
        var happened = OrderEventCodec.Instance.Decode(recorded);
        if (happened is OrderEvent.OrderPlaced placed) return Place(head, placed, recorded);
        if (item is null) throw new InvalidOperationException($"{recorded.Type} of {recorded.Aggregate}, which was never placed.");

        var (totals, order) = Change(head, item, happened);
        return Move(totals, item, order with { Version = recorded.Version });
    }

    private static Folded<CustomerOrdersHead, OrderView> Move(CustomerOrdersHead head, OrderView? before, OrderView order)
    {
        var after = order with { WaitsFor = OrderWaits.Of(order) };
        return new(head.Move(before is null ? null : OrderState.Of(before), OrderState.Of(after)), after);
    }

    private static ImmutableArray<OrderPaymentView> PaymentsAfter(ImmutableArray<OrderPaymentView> payments, RecordedEvent recorded) =>
        PaymentFold.Apply(payments, PaymentId.Parse(recorded.Aggregate.GrainKey).Number, PaymentEventCodec.Instance.Decode(recorded));

    private static ImmutableArray<OrderShipmentView> ShipmentsAfter(ImmutableArray<OrderShipmentView> shipments, RecordedEvent recorded) =>
        ShipmentFold.Apply(shipments, ShipmentId.Parse(recorded.Aggregate.GrainKey).Number, ShipmentEventCodec.Instance.Decode(recorded));

    /// <summary>A payment may come before its order: then it waits for it.</summary>
    private static CustomerOrdersHead Remember(CustomerOrdersHead head, RecordedEvent recorded)
    {
        if (OrderNames.NumberOf(recorded) is not { } number) return head;
        var known = head.EarlyPayments.Where(early => early.OrderNumber == number).Select(early => early.Payment);
        var payments = PaymentsAfter([.. known], recorded).Select(payment => new EarlyPayment(number, payment));
        var all = head.EarlyPayments.RemoveAll(early => early.OrderNumber == number).AddRange(payments);
        return head with { EarlyPayments = [.. all.Skip(all.Length - CustomerOrdersHead.EarlyPaymentCountMax)] };
    }

    private static Folded<CustomerOrdersHead, OrderView> Place(
        CustomerOrdersHead head, OrderEvent.OrderPlaced placed, RecordedEvent recorded)
    {
        var order = new OrderView
        {
            Number = OrderId.Parse(recorded.Aggregate.GrainKey).Number,
            Status = OrderStatus.Placed,
            Currency = placed.Currency,
            Total = placed.Total,
            ReturnedAmount = 0,
            Lines = Lines(placed.Lines),
            ShipTo = placed.ShipTo,
            OrderedAt = placed.OrderedAt,
            Version = recorded.Version,
            IsCarriedOut = placed.Payment is not null,
        };
        var early = head.EarlyPayments.Where(early => early.OrderNumber == order.Number).Select(early => early.Payment);
        var totals = head with
        {
            OrderCount = head.OrderCount + 1,
            FirstOrderedAt = head.FirstOrderedAt < placed.OrderedAt ? head.FirstOrderedAt : placed.OrderedAt,
            LastOrderedAt = head.LastOrderedAt > placed.OrderedAt ? head.LastOrderedAt : placed.OrderedAt,
            EarlyPayments = head.EarlyPayments.RemoveAll(early => early.OrderNumber == order.Number),
        };
        return Move(totals.Add(placed.Currency, ordered: placed.Total), before: null, order with { Payments = [.. early] });
    }

    private static (CustomerOrdersHead Head, OrderView Order) Change(CustomerOrdersHead head, OrderView order, OrderEvent happened) =>
        happened switch
    {
        OrderEvent.OrderAmended amended => (
            head.Add(order.Currency, ordered: amended.Total - order.Total),
            order with { Lines = Lines(amended.Lines), ShipTo = amended.ShipTo, Total = amended.Total, AmendedAt = amended.AmendedAt }),
        OrderEvent.OrderCancelled cancelled => (
            head.Add(order.Currency, ended: order.Total),
            order with { Status = OrderStatus.Cancelled, Reason = cancelled.Reason, EndedAt = cancelled.CancelledAt }),
        OrderEvent.OrderRejected rejected => (
            head.Add(order.Currency, ended: order.Total),
            order with { Status = OrderStatus.Rejected, Reason = rejected.Reason, EndedAt = rejected.RejectedAt }),
        OrderEvent.OrderConfirmed confirmed => (
            head,
            order with { Status = OrderStatus.Confirmed, ConfirmedAt = confirmed.ConfirmedAt }),
        OrderEvent.OrderShipped shipped => (
            head,
            order with
            {
                Status = OrderStatus.Shipped,
                Carrier = shipped.Carrier,
                TrackingNumber = shipped.TrackingNumber,
                ShippedAt = shipped.ShippedAt,
            }),
        OrderEvent.OrderDelivered delivered => (
            head,
            order with { Status = OrderStatus.Delivered, DeliveredAt = delivered.DeliveredAt }),
        OrderEvent.OrderLost lost => (
            head.Add(order.Currency, ended: order.Total),
            order with { Status = OrderStatus.Lost, Reason = lost.Reason, EndedAt = lost.LostAt }),
        OrderEvent.ItemsReturned returned => (
            head.Add(order.Currency, returned: returned.Amount),
            Return(order, returned)),
        _ => throw new UnreachableException($"{happened.GetType()} is not folded."),
    };

    private static OrderView Return(OrderView order, OrderEvent.ItemsReturned returned)
    {
        var builder = order.Lines.ToBuilder();
        foreach (var line in returned.Lines)
        {
            var before = builder[line.LineNumber - 1];
            builder[line.LineNumber - 1] = before with { ReturnedQuantity = before.ReturnedQuantity + line.Quantity };
        }

        var lines = builder.ToImmutable();
        return order with
        {
            Lines = lines,
            ReturnedAmount = order.ReturnedAmount + returned.Amount,
            ReturnedAt = returned.ReturnedAt,
            Status = lines.All(line => line.ReturnedQuantity == line.Quantity) ? OrderStatus.Returned : order.Status,
        };
    }

    private static ImmutableArray<OrderLineView> Lines(ImmutableArray<OrderLine> lines) =>
        [.. lines.Select((line, at) => new OrderLineView(at + 1, line.Sku, line.Quantity, line.UnitPrice, 0))];
}
