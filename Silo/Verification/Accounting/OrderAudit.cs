using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>
/// Compares where each order stands with where its shipments do, and what it costs with what was paid for it and paid back. What people may do to a
/// payment or an order, and what a closed account brings about, is no fault; it is an open item.
/// </summary>
internal sealed class OrderAudit(ProcessBook processes, Faults faults)
{
    /// <summary>Goods have left, and no money came for them: the payee could not take it, or somebody gave it up.</summary>
    public OpenItems NotPaid { get; } = new();

    /// <summary>Goods have left, and somebody charged less than they cost.</summary>
    public OpenItems PaidInPart { get; } = new();

    /// <summary>Money that is to be paid back, and could not be.</summary>
    public OpenItems NotPaidBack { get; } = new();

    /// <summary>What somebody moved on in its process's place.</summary>
    public OpenItems ByHand { get; } = new();

    public void Run()
    {
        foreach (var (name, order) in processes.Orders)
        {
            if (!order.IsProcess) continue;
            if (order.IsByHand) ByHand.Add(name, order.Currency, order.Total);
            else CheckShipments(name, order);
            CheckPayment(name, order, processes.PaymentOf(OrderId.Parse(name[(OrderId.Kind.Length + 1)..])));
        }
    }

    private void CheckShipments(string name, OrderEntry order)
    {
        var shipments = order.Shipments;
        var areSentAgain = shipments.Keys.SequenceEqual(Enumerable.Range(1, shipments.Count))
            && shipments.Values.SkipLast(1).All(shipment => shipment.Status is ShipmentStatus.Lost);
        faults.AddUnless(
            areSentAgain && Fits(order.Status, shipments.Count, shipments.Count == 0 ? ShipmentStatus.None : shipments.Values[^1].Status),
            $"{name} is {order.Status}, and its shipments are {string.Join(", ", shipments.Values.Select(shipment => shipment.Status))}");
        foreach (var shipment in shipments.Values)
            faults.AddUnless(HasLinesOf(shipment, order), $"shipment {shipment.Name} is of other goods than {name}");
    }

    /// <summary>Where an order may stand that was sent so many times, at rest, by its last shipment.</summary>
    private static bool Fits(OrderStatus order, int sentCount, ShipmentStatus last)
    {
        if (order is OrderStatus.Cancelled) return sentCount <= 1 && last is not ShipmentStatus.Created; // It may have been while the goods were leaving.
        return last switch
        {
            ShipmentStatus.None => order is OrderStatus.Placed or OrderStatus.Rejected,
            ShipmentStatus.Created => order == (sentCount == 1 ? OrderStatus.Confirmed : OrderStatus.Shipped),
            ShipmentStatus.Dispatched => order is OrderStatus.Shipped,
            ShipmentStatus.Delivered => order is OrderStatus.Delivered or OrderStatus.Returned,
            ShipmentStatus.Lost => order is OrderStatus.Lost,
            _ => order is OrderStatus.Lost && sentCount > 1,
        };
    }

    private static bool HasLinesOf(ShipmentEntry shipment, OrderEntry order) =>
        shipment.Lines.Select(line => (line.LineNumber, line.Sku, line.Quantity)).SequenceEqual(order.Lines.Select((line, index) => (index + 1, line.Sku, line.Quantity)));

    private void CheckPayment(string name, OrderEntry order, PaymentEntry? payment)
    {
        switch (order.Status)
        {
            case OrderStatus.Placed:
                break;
            case OrderStatus.Rejected or OrderStatus.Cancelled:
                faults.AddUnless(
                    payment?.Status is null or PaymentStatus.Declined or PaymentStatus.Voided or PaymentStatus.CaptureFailed or PaymentStatus.Completed,
                    $"{name} is {order.Status}, and its payment is {payment?.Status}");
                CheckPaidBack(name, order, payment, payment?.Captured ?? 0);
                break;
            case OrderStatus.Confirmed:
                CheckTerms(name, order, payment);
                faults.AddUnless(
                    order.IsByHand || payment is { Status: PaymentStatus.Authorized } or { Captured: > 0, IsCapturedByHand: true },
                    $"{name} is {order.Status}, and its payment is {payment?.Status ?? PaymentStatus.None}");
                CheckPaidBack(name, order, payment, due: 0);
                break;
            default:
                CheckPaid(name, order, payment);
                break;
        }
    }

    /// <summary>Of an order whose goods have left.</summary>
    private void CheckPaid(string name, OrderEntry order, PaymentEntry? payment)
    {
        CheckTerms(name, order, payment);
        if (payment is { Status: PaymentStatus.Capturing or PaymentStatus.Completed })
        {
            faults.AddUnless(
                payment.Captured == payment.Amount || (payment.IsCapturedByHand && payment.Captured < payment.Amount),
                $"{name} is {order.Status} and costs {order.Total}; {payment.Captured} was taken");
            CheckPaidBack(name, order, payment, order.Status is OrderStatus.Lost ? payment.Captured : order.ReturnedAmount);
            Open(PaidInPart, name, order, payment.Captured < payment.Amount ? order.ReturnedAmount + payment.Captured - payment.Refunded() : order.Total);
            return;
        }

        var isKnown = order.IsByHand || payment is { Status: PaymentStatus.CaptureFailed } or { Status: PaymentStatus.Voided, IsVoidedByHand: true };
        faults.AddUnless(isKnown, $"{name} is {order.Status}, and its payment is {payment?.Status ?? PaymentStatus.None}");
        Open(NotPaid, name, order, order.ReturnedAmount);
    }

    private void CheckTerms(string name, OrderEntry order, PaymentEntry? payment) => faults.AddUnless(
        payment is null || (payment.Amount == order.Total && payment.Terms.Currency == order.Currency && new OrderPayment(payment.Terms.Payer, payment.Terms.Payee) == order.Payment),
        $"{name} is to be paid {order.Total} {order.Currency} by {order.Payment?.Payer} to {order.Payment?.Payee}; its payment is {payment?.Amount} {payment?.Terms.Currency} by {payment?.Terms.Payer} to {payment?.Terms.Payee}");

    /// <summary>The process asks for all that is due, or, where people have paid back too, for what is left of the capture.</summary>
    private void CheckPaidBack(string name, OrderEntry order, PaymentEntry? payment, decimal due)
    {
        if (payment is not { Status: PaymentStatus.Completed }) return;
        var refunds = payment.Refunds?.Values.ToList() ?? [];
        var asked = refunds.Where(refund => !refund.IsByHand).Sum(refund => refund.Amount);
        var byHand = refunds.Where(refund => refund is { IsByHand: true, Status: RefundStatus.Completed }).Sum(refund => refund.Amount);
        faults.AddUnless(
            asked == due || (asked < due && asked + byHand >= payment.Captured),
            $"{name} is {order.Status}: {due} of the {payment.Captured} that were taken is to be paid back; its process asked for {asked}, others for {byHand}");

        var owed = Math.Min(due, payment.Captured) - payment.Refunded();
        if (owed > 0) NotPaidBack.Add(name, order.Currency, owed);
    }

    /// <param name="settled">What of its total nobody owes.</param>
    private static void Open(OpenItems items, string name, OrderEntry order, decimal settled)
    {
        if (order.Status is not OrderStatus.Lost && settled < order.Total) items.Add(name, order.Currency, order.Total - settled);
    }
}
