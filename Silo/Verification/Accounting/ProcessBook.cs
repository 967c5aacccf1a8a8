using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Runtime;
using static CommandProcessor.Grains.Interfaces.Orders.OrderEvent;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;
using static CommandProcessor.Grains.Interfaces.Shipments.ShipmentEvent;
using static CommandProcessor.Grains.Interfaces.Transfers.TransferEvent;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>What orders, payments, transfers and shipments say of themselves: what the accounts and products are compared with.</summary>
internal sealed class ProcessBook(Faults faults)
{
    private readonly Dictionary<string, OrderEntry> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PaymentEntry> _payments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TransferEntry> _transfers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ShipmentEntry> _shipments = new(StringComparer.Ordinal);

    /// <summary>By the names under which they move money and book stock, such as "order/17850/536365".</summary>
    public IReadOnlyDictionary<string, OrderEntry> Orders => _orders;

    public IReadOnlyDictionary<string, PaymentEntry> Payments => _payments;

    public IReadOnlyDictionary<string, TransferEntry> Transfers => _transfers;

    public int ShipmentCount => _shipments.Count;

    /// <summary>All refunds with their payments, by the names under which they move money.</summary>
    public IEnumerable<(string Name, PaymentEntry Payment, RefundEntry Refund)> Refunds => _payments
        .Where(payment => payment.Value.Refunds is not null)
        .SelectMany(payment => payment.Value.Refunds!.Select(refund => (NameOf(payment.Key, refund.Key), payment.Value, refund.Value))); // Filtered before.

    /// <summary>The payment of that name, if it is for that order.</summary>
    public PaymentEntry? PaymentOf(OrderId order) =>
        _payments.GetValueOrDefault(new PaymentId(order.Customer, order.Number).Aggregate.Value) is { } payment && payment.Terms.Order == order ? payment : null;

    public void ApplyToOrder(RecordedEvent recorded)
    {
        var name = recorded.Aggregate.Value;
        var happened = OrderEventCodec.Instance.Decode(recorded);
        if (happened is OrderPlaced placed)
        {
            var order = new OrderEntry(placed) { Since = recorded.RecordedAt };
            faults.AddUnless(_orders.TryAdd(name, order), $"{name} is placed twice");
            CheckTotal(name, order);
        }
        else if (_orders.TryGetValue(name, out var entry))
        {
            Apply(name, entry, happened, recorded);
        }
        else
        {
            faults.Add($"{name}: {recorded.Type} before it was placed");
        }
    }

    public void ApplyToPayment(RecordedEvent recorded)
    {
        var name = recorded.Aggregate.Value;
        var happened = PaymentEventCodec.Instance.Decode(recorded);
        if (happened is PaymentRequested requested)
            faults.AddUnless(_payments.TryAdd(name, new(requested.Terms, requested.Amount) { Since = recorded.RecordedAt }), $"{name} is requested twice");
        else if (_payments.TryGetValue(name, out var payment))
            Apply(name, payment, happened, recorded);
        else
            faults.Add($"{name}: {recorded.Type} before it was requested");
    }

    public void ApplyToTransfer(RecordedEvent recorded)
    {
        var name = recorded.Aggregate.Value;
        var happened = TransferEventCodec.Instance.Decode(recorded);
        if (happened is TransferRequested requested)
            faults.AddUnless(_transfers.TryAdd(name, new(requested) { Since = recorded.RecordedAt }), $"{name} is requested twice");
        else if (_transfers.TryGetValue(name, out var transfer))
            Apply(name, transfer, StatusAfter(happened), recorded);
        else
            faults.Add($"{name}: {recorded.Type} before it was requested");
    }

    public void ApplyToShipment(RecordedEvent recorded)
    {
        var name = recorded.Aggregate.GrainKey;
        var happened = ShipmentEventCodec.Instance.Decode(recorded);
        if (happened is ShipmentCreated created)
            faults.AddUnless(_shipments.TryAdd(name, new(name, created.Order, created.Lines) { Since = recorded.RecordedAt }), $"shipment {name} is created twice");
        else if (_shipments.TryGetValue(name, out var shipment))
            Apply(shipment, StatusAfter(happened), recorded);
        else
            faults.Add($"shipment {name}: {recorded.Type} before it was created");
    }

    /// <summary>
    /// Gives each order its shipments; one that somebody else made of an order is not the process's to account for. Only then do both stand together:
    /// events of a customer come in any order.
    /// </summary>
    public void JoinShipments()
    {
        foreach (var (name, shipment) in _shipments)
        {
            if (Attempt.Of(shipment.Order, ShipmentId.Parse(name)) is { } attempt && _orders.TryGetValue(shipment.Order.Aggregate.Value, out var order))
                order.Shipments.Add(attempt.Number, shipment);
        }
    }

    private void Apply(string name, OrderEntry order, OrderEvent happened, RecordedEvent recorded)
    {
        if (happened is OrderAmended amended)
        {
            order.Amend(amended);
            CheckTotal(name, order);
        }

        if (happened is ItemsReturned returned && order.Return(returned) is { } mistake) faults.Add($"{name}: {mistake}");
        if (StatusAfter(happened) is not { } status) return;

        faults.AddUnless(status.Follows(order.Status), $"{name} was {order.Status} and is {status}");
        order.WasConfirmed |= status is OrderStatus.Confirmed;
        order.IsByHand |= order.IsProcess && IsProcessStep(status) && recorded.Context.Principal != Principals.Reactor;
        (order.Status, order.Since) = (status, recorded.RecordedAt);
    }

    private void CheckTotal(string name, OrderEntry order) =>
        faults.AddUnless(order.Total == order.LinesTotal(), $"{name} costs {order.Total}, its lines {order.LinesTotal()}");

    private void Apply(string name, PaymentEntry payment, PaymentEvent happened, RecordedEvent recorded)
    {
        var isByHand = recorded.Context.Principal != Principals.Reactor;
        if (happened is PaymentCaptureRequested capture) (payment.Captured, payment.IsCapturedByHand) = (capture.Amount, isByHand);
        payment.IsVoidedByHand |= happened is PaymentVoided && isByHand;
        if (RefundAfter(happened) is var (refundId, refund))
        {
            Apply(name, payment, refundId, refund with { Since = recorded.RecordedAt, IsByHand = isByHand });
        }
        else if (StatusAfter(happened) is { } status)
        {
            faults.AddUnless(status.Follows(payment.Status), $"{name} was {payment.Status} and is {status}");
            (payment.Status, payment.Since) = (status, recorded.RecordedAt);
        }
    }

    private void Apply(string name, PaymentEntry payment, string refundId, RefundEntry refund)
    {
        var refunds = payment.Refunds ??= new(StringComparer.Ordinal);
        var before = refunds.TryGetValue(refundId, out var known) ? known : (RefundEntry?)null;
        faults.AddUnless(
            refund.Status.Follows(before?.Status) && (before is null || before.Value.Amount == refund.Amount) && payment.Status is PaymentStatus.Completed,
            $"{NameOf(name, refundId)} was {before?.Amount} {before?.Status} and is {refund.Amount} {refund.Status}, where {name} is {payment.Status}");
        refunds[refundId] = before is { IsByHand: var isByHand } ? refund with { IsByHand = isByHand } : refund; // Who asked for it counts.
    }

    private void Apply(string name, TransferEntry transfer, TransferStatus status, RecordedEvent recorded)
    {
        faults.AddUnless(status.Follows(transfer.Status), $"{name} was {transfer.Status} and is {status}");
        (transfer.Status, transfer.Since) = (status, recorded.RecordedAt);
    }

    private void Apply(ShipmentEntry shipment, ShipmentStatus status, RecordedEvent recorded)
    {
        faults.AddUnless(status.Follows(shipment.Status), $"shipment {shipment.Name} was {shipment.Status} and is {status}");
        (shipment.Status, shipment.Since) = (status, recorded.RecordedAt);
    }

    /// <summary>The name under which a refund moves money.</summary>
    private static string NameOf(string payment, string refundId) => payment + Identifier.NameSeparator + refundId;

    /// <summary>What no person has to say of an order that is carried out by steps of its own.</summary>
    private static bool IsProcessStep(OrderStatus status) =>
        status is OrderStatus.Confirmed or OrderStatus.Shipped or OrderStatus.Delivered or OrderStatus.Lost;

    private static OrderStatus? StatusAfter(OrderEvent happened) => happened switch
    {
        OrderConfirmed => OrderStatus.Confirmed,
        OrderRejected => OrderStatus.Rejected,
        OrderCancelled => OrderStatus.Cancelled,
        OrderShipped => OrderStatus.Shipped,
        OrderDelivered => OrderStatus.Delivered,
        OrderLost => OrderStatus.Lost,
        _ => null,
    };

    private static PaymentStatus? StatusAfter(PaymentEvent happened) => happened switch
    {
        PaymentAuthorized => PaymentStatus.Authorized,
        PaymentDeclined => PaymentStatus.Declined,
        PaymentCaptureRequested => PaymentStatus.Capturing,
        PaymentCompleted => PaymentStatus.Completed,
        PaymentCaptureFailed => PaymentStatus.CaptureFailed,
        PaymentVoided => PaymentStatus.Voided,
        _ => null,
    };

    private static (string RefundId, RefundEntry Refund)? RefundAfter(PaymentEvent happened) => happened switch
    {
        RefundRequested e => (e.RefundId, new(e.Amount, RefundStatus.Requested)),
        RefundCompleted e => (e.RefundId, new(e.Amount, RefundStatus.Completed)),
        RefundFailed e => (e.RefundId, new(e.Amount, RefundStatus.Failed)),
        _ => null,
    };

    private static TransferStatus StatusAfter(TransferEvent happened) => happened switch
    {
        TransferAuthorized => TransferStatus.Requested,
        TransferCompleted => TransferStatus.Completed,
        _ => TransferStatus.Rejected,
    };

    private static ShipmentStatus StatusAfter(ShipmentEvent happened) => happened switch
    {
        ShipmentDispatched => ShipmentStatus.Dispatched,
        ShipmentDelivered => ShipmentStatus.Delivered,
        ShipmentLost => ShipmentStatus.Lost,
        ShipmentCancelled => ShipmentStatus.Cancelled,
        _ => ShipmentStatus.Created,
    };
}
