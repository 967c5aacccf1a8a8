using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Transfers;
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

    public void ApplyToOrder(RecordedEvent recorded)
    {
        var name = recorded.Aggregate.Value;
        var happened = OrderEventCodec.Instance.Decode(recorded);
        if (happened is OrderPlaced placed)
        {
            var order = new OrderEntry(placed.Payment is not null) { Since = recorded.RecordedAt };
            faults.AddUnless(_orders.TryAdd(name, order), $"{name} is placed twice");
            return;
        }

        if (!_orders.TryGetValue(name, out var entry))
        {
            faults.Add($"{name}: {recorded.Type} before it was placed");
            return;
        }

        if (happened is ItemsReturned returned) entry.Returned += returned.Lines.Sum(line => (long)line.Quantity);
        if (StatusAfter(happened) is { } status) (entry.Status, entry.Since) = (status, recorded.RecordedAt);
    }

    public void ApplyToPayment(RecordedEvent recorded)
    {
        var name = recorded.Aggregate.Value;
        var happened = PaymentEventCodec.Instance.Decode(recorded);
        if (happened is PaymentRequested requested)
            faults.AddUnless(_payments.TryAdd(name, new(requested.Terms) { Since = recorded.RecordedAt }), $"{name} is requested twice");
        else if (_payments.TryGetValue(name, out var payment))
            Apply(payment, happened, recorded.RecordedAt);
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
            (transfer.Status, transfer.Since) = (StatusAfter(happened), recorded.RecordedAt);
        else
            faults.Add($"{name}: {recorded.Type} before it was requested");
    }

    public void ApplyToShipment(RecordedEvent recorded)
    {
        var name = recorded.Aggregate.GrainKey;
        switch (ShipmentEventCodec.Instance.Decode(recorded))
        {
            case ShipmentCreated e:
                faults.AddUnless(_shipments.TryAdd(name, new(e.Order, e.Lines.Sum(line => (long)line.Quantity))), $"shipment {name} is created twice");
                break;
            case ShipmentDispatched when _shipments.TryGetValue(name, out var shipment):
                shipment.IsDispatched = true;
                break;
            case ShipmentDelivered when _shipments.TryGetValue(name, out var shipment):
                shipment.IsDelivered = true;
                break;
            default:
                faults.AddUnless(_shipments.ContainsKey(name), $"shipment {name}: {recorded.Type} before it was created");
                break;
        }
    }

    /// <summary>Tells each order what its shipments took along. Only then do both stand together: events of a customer come in any order.</summary>
    public void JoinShipments()
    {
        foreach (var (name, shipment) in _shipments)
        {
            if (!_orders.TryGetValue(shipment.Order.Aggregate.Value, out var order) || !IsOfProcess(name, shipment.Order)) continue;
            if (shipment.IsDispatched) order.Dispatched += shipment.PieceCount;
            if (shipment.IsDelivered && order.Status is OrderStatus.Cancelled) order.DeliveredInVain += shipment.PieceCount;
        }
    }

    private static void Apply(PaymentEntry payment, PaymentEvent happened, DateTimeOffset at)
    {
        if (happened is PaymentCaptureRequested capture) payment.Captured = capture.Amount;
        if (StatusAfter(happened) is { } status) (payment.Status, payment.Since) = (status, at);
        if (RefundAfter(happened) is not var (refundId, amount, refundStatus)) return;
        (payment.Refunds ??= new(StringComparer.Ordinal))[refundId] = new(amount, refundStatus, at);
    }

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

    private static (string RefundId, decimal Amount, RefundStatus Status)? RefundAfter(PaymentEvent happened) => happened switch
    {
        RefundRequested e => (e.RefundId, e.Amount, RefundStatus.Requested),
        RefundCompleted e => (e.RefundId, e.Amount, RefundStatus.Completed),
        RefundFailed e => (e.RefundId, e.Amount, RefundStatus.Failed),
        _ => null,
    };

    private static TransferStatus StatusAfter(TransferEvent happened) => happened switch
    {
        TransferAuthorized => TransferStatus.Requested,
        TransferCompleted => TransferStatus.Completed,
        _ => TransferStatus.Rejected,
    };

    /// <summary>A shipment that somebody else made of an order is not the process's to account for.</summary>
    private static bool IsOfProcess(string shipment, OrderId order)
    {
        var number = shipment.AsSpan();
        return number.StartsWith(order.GrainKey, StringComparison.Ordinal) && (number[order.GrainKey.Length..] is [] or [OrderId.AttemptMark, ..]);
    }

    private sealed class ShipmentEntry(OrderId order, long pieceCount)
    {
        public OrderId Order => order;

        public long PieceCount => pieceCount;

        public bool IsDispatched { get; set; }

        public bool IsDelivered { get; set; }
    }
}
