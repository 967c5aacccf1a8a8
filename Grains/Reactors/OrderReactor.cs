using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Interfaces.Orders.OrderEvent;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentEvent;

namespace CommandProcessor.Grains.Reactors;

/// <summary>
/// Carries out an order that says how it is paid: booked, paid, confirmed, shipped, delivered. Whatever is refused on the way ends in rejected or
/// cancelled, and from there everything is undone. Three gates decide: confirming (against rejecting and cancelling), dispatching
/// (against cancelling the shipment), and marking as shipped (against cancelling the order).
/// </summary>
public sealed class OrderReactor : IReactor
{
    public string Name => "orders";

    public Reaction? React(RecordedEvent recorded) => recorded.Type switch
    {
        "order-placed" or "order-confirmed" or "order-rejected" or "order-cancelled" or "order-items-returned" => ReactToOrder(recorded),
        "payment-authorized" or "payment-declined" or "payment-voided" => ReactToPayment(recorded),
        "shipment-dispatched" or "shipment-delivered" or "shipment-lost" or "shipment-cancelled" => ReactToShipment(recorded),
        _ => null,
    };

    private static Reaction? ReactToOrder(RecordedEvent recorded)
    {
        var order = OrderId.Parse(recorded.Aggregate.GrainKey);
        return OrderEventCodec.Instance.Decode(recorded) switch
        {
            OrderPlaced { Payment: { } payment } e => Of(order, Place(order, e, payment, recorded.RecordedAt)),
            OrderConfirmed { Payment: not null } => Of(order, Ship(order, recorded.RecordedAt)),
            OrderRejected { Payment: not null } e => Of(order, Undo(order, e.Reason)),
            OrderCancelled { Payment: not null } e => Of(order, Cancel(order, e.Reason)),
            ItemsReturned { Payment: not null } e => Of(order, Return(order, e, recorded.Version)),
            _ => null,
        };
    }

    private static Reaction? ReactToPayment(RecordedEvent recorded) => PaymentEventCodec.Instance.Decode(recorded) switch
    {
        PaymentAuthorized e when IsPaymentOf(e.Terms.Order, recorded) => Of(e.Terms.Order, IfCarriedOut(e.Terms.Order, Confirm(e.Terms.Order))),
        PaymentDeclined e when IsPaymentOf(e.Terms.Order, recorded) => Of(e.Terms.Order, IfCarriedOut(e.Terms.Order, [Reject(e.Terms.Order, e.Reason)])),
        PaymentVoided e when IsPaymentOf(e.Terms.Order, recorded) => Of(e.Terms.Order, IfCarriedOut(e.Terms.Order, End(e.Terms.Order, e.Reason))),
        _ => null,
    };

    private static Reaction? ReactToShipment(RecordedEvent recorded)
    {
        var shipment = ShipmentId.Parse(recorded.Aggregate.GrainKey);
        return ShipmentEventCodec.Instance.Decode(recorded) switch
        {
            ShipmentDispatched e when Attempt.Of(e.Order, shipment) is { } attempt => Of(e.Order, Dispatch(attempt, e)),
            ShipmentDelivered e when Attempt.Of(e.Order, shipment) is not null => Of(e.Order, Deliver(e.Order)),
            ShipmentLost e when Attempt.Of(e.Order, shipment) is { } attempt => Of(e.Order, Lose(attempt, e, recorded.RecordedAt)),
            ShipmentCancelled e when Attempt.Of(e.Order, shipment) is { } attempt => Of(e.Order, GiveUp(attempt, e.Reason)),
            _ => null,
        };
    }

    private static Reaction Of(OrderId order, IEnumerable<Wave> waves) => new(order.Aggregate.Value, waves);

    private static IEnumerable<Wave> Place(OrderId order, OrderPlaced e, OrderPayment payment, DateTimeOffset at)
    {
        yield return Wave.Remind(new(UnpaidOf(order), at + ProcessLimits.Unpaid, Step.To(order, new OrderCommand.RejectOrder("It was not paid in time."))));
        var book = Wave.Send(Book(Attempt.First(order), e.Lines, at));
        yield return book;
        if (book.Refusal is { } missing)
        {
            yield return Reject(order, missing.Message);
            yield break;
        }

        var terms = new PaymentTerms(order, payment.Payer, payment.Payee, e.Currency);
        var pay = Wave.Send(Step.To(PaymentOf(order), new PaymentCommand.ProcessPayment(terms, e.Total)));
        yield return pay;
        if (pay.Refusal is { } refusal) yield return Reject(order, refusal.Message);
    }

    /// <summary>A payment may bear the name of an order that somebody else carries out, or that is not placed: that one is left alone.</summary>
    private static IEnumerable<Wave> IfCarriedOut(OrderId order, IEnumerable<Wave> waves)
    {
        var look = Wave.LookAt(order);
        yield return look;
        if (look.Answer?.Payment is null) yield break;
        foreach (var wave in waves) yield return wave;
    }

    private static IEnumerable<Wave> Confirm(OrderId order)
    {
        var confirm = Wave.Send(Step.To(order, new OrderCommand.ConfirmOrder()));
        yield return confirm;
        if (confirm.Refusal is { } refusal) yield return Wave.Require(GiveBack(order, RefundIds.NeverSold, refusal.Message));
    }

    private static IEnumerable<Wave> Ship(OrderId order, DateTimeOffset at)
    {
        var look = Wave.LookAt(order);
        yield return look;
        var first = Attempt.First(order);
        yield return Wave.Require(Step.To(first.Shipment, new ShipmentCommand.CreateShipment(order, LinesOf(look.View), look.View.ShipTo)));
        yield return Wave.Forget(UnpaidOf(order));
        yield return CancelInTime(first, at);
    }

    /// <summary>What was promised is free again; nothing has left.</summary>
    private static IEnumerable<Wave> Undo(OrderId order, string reason)
    {
        var look = Wave.LookAt(order);
        yield return look;
        yield return Wave.Require([.. Unbook(Attempt.First(order), look.View), GiveBack(order, RefundIds.NeverSold, reason)]);
        yield return Wave.Forget(UnpaidOf(order));
        yield return Wave.Forget(UndispatchedOf(Attempt.First(order)));
    }

    private static IEnumerable<Wave> Cancel(OrderId order, string reason)
    {
        var stop = Wave.Send(Step.To(Attempt.First(order).Shipment, new ShipmentCommand.CancelShipment(reason)));
        yield return stop;
        if (stop.Refusal is not null) yield break; // The goods have left: what comes of it is up to the reaction to that.
        foreach (var wave in Undo(order, reason)) yield return wave;
    }

    private static IEnumerable<Wave> Dispatch(Attempt attempt, ShipmentDispatched e)
    {
        var order = e.Order;
        var look = Wave.LookAt(order);
        yield return look;
        if (look.View.Payment is null) yield break;

        Refusal? cancelled = null;
        if (attempt.Number == 1)
        {
            var mark = Wave.Send(Step.To(order, new OrderCommand.MarkShipped(e.Carrier, e.TrackingNumber)));
            yield return mark;
            cancelled = mark.Refusal;
        }

        yield return Wave.Require([
            .. e.Lines.Select(line => Step.To(new Sku(line.Sku), new StockCommand.RecordDeparture(attempt.BookingOf(line.LineNumber), line.Quantity))),
        ]);
        if (attempt.Number == 1)
        {
            yield return cancelled is { } tooLate
                ? Wave.Require(GiveBack(order, RefundIds.NeverSold, tooLate.Message))
                : Wave.Send(Step.To(PaymentOf(order), new PaymentCommand.CapturePayment()));
        }

        yield return Wave.Forget(UndispatchedOf(attempt));
    }

    private static IEnumerable<Wave> Deliver(OrderId order)
    {
        var look = Wave.LookAt(order);
        yield return look;
        if (look.View.Payment is null) yield break;

        var mark = Wave.Send(Step.To(order, new OrderCommand.MarkDelivered()));
        yield return mark;
        if (mark.Refusal is null) yield break;

        // Cancelled while the goods were leaving: they are not paid for, and come back.
        yield return Wave.Require([.. LinesOf(look.View).Select(line => Restock(line.Sku, line.Quantity, order))]);
    }

    /// <summary>Whoever may capture payments may have captured less than the goods cost: then no more comes back.</summary>
    private static IEnumerable<Wave> Return(OrderId order, ItemsReturned e, long version)
    {
        var look = Wave.LookAt(order);
        yield return look;
        yield return Wave.Require([.. e.Lines.Select(line => Restock(look.View.Lines[line.LineNumber - 1].Sku, line.Quantity, order))]);
        yield return Wave.Require(Step.To(PaymentOf(order), new PaymentCommand.RefundPayment(RefundIds.OfReturn(version), e.Amount, e.Reason, IsOwed: true)));
    }

    /// <summary>
    /// A shipment of its own goes out, or is cancelled and the money comes back: one of both, by the fate of that shipment. So it is there before its
    /// goods are booked: a booking that is refused now may be made when this is done again.
    /// </summary>
    private static IEnumerable<Wave> Lose(Attempt attempt, ShipmentLost e, DateTimeOffset at)
    {
        var look = Wave.LookAt(e.Order);
        yield return look;
        if (look.View.Payment is null || look.View.Status is OrderStatus.Cancelled) yield break; // Cancelled is for ever.
        if (e.Resolution is LossResolution.Refund)
        {
            foreach (var wave in GiveUp(e.Order, e.Reason)) yield return wave;
            yield break;
        }

        var next = attempt.Next();
        yield return Wave.Require(Step.To(next.Shipment, new ShipmentCommand.CreateShipment(e.Order, e.Lines, e.ShipTo)));
        var book = Wave.Send(Book(next, look.View.Lines, at));
        yield return book;
        if (book.Refusal is { } missing) yield return Wave.Send(Step.To(next.Shipment, new ShipmentCommand.CancelShipment(missing.Message)));
        else yield return CancelInTime(next, at);
    }

    private static IEnumerable<Wave> GiveUp(Attempt attempt, string reason)
    {
        var look = Wave.LookAt(attempt.Order);
        yield return look;
        if (look.View.Payment is null) yield break;
        if (attempt.Number == 1)
        {
            yield return Wave.Send(Step.To(attempt.Order, new OrderCommand.CancelOrder(reason)));
            yield break;
        }

        yield return Wave.Require([.. Unbook(attempt, look.View)]);
        foreach (var wave in GiveUp(attempt.Order, reason)) yield return wave;
        yield return Wave.Forget(UndispatchedOf(attempt));
    }

    /// <summary>The goods are gone; the money comes back.</summary>
    private static IEnumerable<Wave> GiveUp(OrderId order, string reason)
    {
        yield return Wave.Send(Step.To(order, new OrderCommand.MarkLost(reason)));
        yield return Wave.Require(GiveBack(order, RefundIds.Lost, reason));
    }

    /// <summary>Somebody took the payment back.</summary>
    private static IEnumerable<Wave> End(OrderId order, string reason)
    {
        var reject = Reject(order, reason);
        yield return reject;
        if (reject.Refusal is not null) yield return Wave.Send(Step.To(order, new OrderCommand.CancelOrder(reason)));
    }

    private static Wave.Commands Reject(OrderId order, string reason) => Wave.Send(Step.To(order, new OrderCommand.RejectOrder(reason)));

    /// <summary>Usually nothing was captured yet; but whoever may capture payments may have captured this one, whole or in part.</summary>
    private static Step GiveBack(OrderId order, string refundId, string reason) =>
        Step.To(PaymentOf(order), new PaymentCommand.UndoPayment(refundId, reason, order));

    private static Step Restock(string sku, int quantity, OrderId order) =>
        Step.To(new Sku(sku), new StockCommand.ReceiveStock(quantity, order.Aggregate.Value));

    private static ImmutableArray<Step> Book(Attempt attempt, ImmutableArray<OrderLine> lines, DateTimeOffset at) =>
    [
        .. lines.Select((line, index) => Step.To(
            new Sku(line.Sku), new StockCommand.BookStock(attempt.BookingOf(index + 1), line.Quantity, at + ProcessLimits.OrderKept, IsDeclinedForGood: true))),
    ];

    private static IEnumerable<Step> Unbook(Attempt attempt, OrderStateView order) =>
        order.Lines.Select((line, index) => Step.To(new Sku(line.Sku), new StockCommand.CancelBooking(attempt.BookingOf(index + 1))));

    private static ImmutableArray<ShipmentLine> LinesOf(OrderStateView order) =>
        [.. order.Lines.Select((line, index) => new ShipmentLine(index + 1, line.Sku, line.Quantity))];

    private static PaymentId PaymentOf(OrderId order) => new(order.Customer, order.Number);

    private static bool IsPaymentOf(OrderId order, RecordedEvent recorded) => recorded.Aggregate == PaymentOf(order).Aggregate;

    private static string UnpaidOf(OrderId order) => $"{order.Aggregate}: unpaid";

    private static Wave CancelInTime(Attempt attempt, DateTimeOffset at) => Wave.Remind(new(
        UndispatchedOf(attempt), at + ProcessLimits.Undispatched, Step.To(attempt.Shipment, new ShipmentCommand.CancelShipment("It was not dispatched in time."))));

    private static string UndispatchedOf(Attempt attempt) => $"{attempt.Name}: undispatched";
}
