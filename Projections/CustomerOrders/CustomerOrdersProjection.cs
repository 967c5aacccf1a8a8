using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Projections.Runtime;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>Folds a customer's events into totals and orders; an order is an item, its number the item's id.</summary>
public sealed class CustomerOrdersProjection : IProjection<CustomerOrdersHead, OrderView>
{
    public static string Name => "customer-orders";

    public static int Version => 1;

    public static string KeyKind => PartitionKey.CustomerKind;

    public static JsonTypeInfo<CustomerOrdersHead> HeadJson => CustomerOrdersJson.Default.CustomerOrdersHead;

    public static JsonTypeInfo<OrderView> ItemJson => CustomerOrdersJson.Default.OrderView;

    public static CustomerOrdersHead Initial(PartitionKey key) => CustomerOrdersHead.Empty;

    public static ItemReference? ItemOf(RecordedEvent recorded) =>
        recorded.Aggregate.Kind == OrderId.Kind
            ? new(OrderId.Parse(recorded.Aggregate.GrainKey).Number, IsNew: recorded.Version == 1)
            : null;

    public static ItemIndex IndexOf(OrderView item) => new(item.OrderedAt.UtcTicks, (int)item.Status);

    public static Folded<CustomerOrdersHead, OrderView> Apply(CustomerOrdersHead head, OrderView? item, RecordedEvent recorded)
    {
        if (recorded.Aggregate.Kind != OrderId.Kind) return new(head, null);
        var happened = OrderEventCodec.Instance.Decode(recorded);
        if (happened is OrderEvent.OrderPlaced placed) return Place(head, placed, recorded);
        if (item is null) throw new InvalidOperationException($"{recorded.Type} of {recorded.Aggregate}, which was never placed.");

        var (totals, order) = Change(head, item, happened);
        return new(totals.Move(item.Status, order.Status), order with { Version = recorded.Version });
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
        };
        var totals = head with
        {
            OrderCount = head.OrderCount + 1,
            FirstOrderedAt = head.FirstOrderedAt < placed.OrderedAt ? head.FirstOrderedAt : placed.OrderedAt,
            LastOrderedAt = head.LastOrderedAt > placed.OrderedAt ? head.LastOrderedAt : placed.OrderedAt,
        };
        return new(totals.Move(OrderStatus.None, OrderStatus.Placed).Add(placed.Currency, ordered: placed.Total), order);
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
