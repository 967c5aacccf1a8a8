using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Stock;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>
/// Looks for processes that are older than their longest time-out, for what is held or booked by a process that has ended, or otherwise than it says, and
/// for what a process believes to be held or booked for it and is not.
/// </summary>
internal sealed class ProcessAudit(MoneyBook money, StockBook stock, ProcessBook processes, Faults faults, DateTimeOffset now)
{
    /// <summary>How late a time-out may be carried out.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Promise> _promises = new(StringComparer.Ordinal);

    public void Run()
    {
        foreach (var (name, order) in processes.Orders)
            if (order.IsProcess) CheckAge(name, order);
        foreach (var (name, payment) in processes.Payments) Check(name, payment);
        foreach (var (name, payment, refund) in processes.Refunds) Check(name, payment, refund);
        foreach (var (name, transfer) in processes.Transfers) Check(name, transfer);

        foreach (var (account, holdId, hold) in money.Holds) CheckHold(account, holdId, hold);
        foreach (var (sku, bookingId, booking) in stock.Bookings) CheckBooking(sku, bookingId, booking);
        foreach (var (name, order) in processes.Orders)
            if (order.IsProcess) CheckBooked(name, order);
    }

    private void CheckAge(string name, OrderEntry order)
    {
        if (LimitOf(order.Status) is { } limit) CheckAge(name, order.Status.ToString(), order.Since, limit);
        foreach (var shipment in order.Shipments.Values)
            if (shipment.Status is ShipmentStatus.Created) CheckAge($"shipment {shipment.Name}", shipment.Status.ToString(), shipment.Since, ProcessLimits.Undispatched);
    }

    private void Check(string name, PaymentEntry payment)
    {
        var isOpen = payment.Status is PaymentStatus.Requested or PaymentStatus.Authorized;
        if (isOpen) CheckAge(name, payment.Status.ToString(), payment.Since, ProcessLimits.OrderKept);
        if (payment.Status is PaymentStatus.Capturing) CheckAge(name, payment.Status.ToString(), payment.Since, ProcessLimits.TransferHold);
        if (payment.Status is PaymentStatus.Authorized)
            faults.AddUnless(money.HeldBy(payment.Terms.Payer, name) == payment.Amount, $"{name} of {payment.Amount} is {payment.Status}, and account {payment.Terms.Payer} does not hold that for it");
        _promises[name] = new(payment.Terms.Payer, payment.Amount, isOpen || payment.Status is PaymentStatus.Capturing);
    }

    private void Check(string name, PaymentEntry payment, RefundEntry refund)
    {
        var isOpen = refund.Status is RefundStatus.Requested;
        if (isOpen) CheckAge(name, refund.Status.ToString(), refund.Since, ProcessLimits.TransferHold);
        _promises[name] = new(payment.Terms.Payee, refund.Amount, isOpen);
    }

    private void Check(string name, TransferEntry transfer)
    {
        var isOpen = transfer.Status is TransferStatus.Requested;
        if (isOpen) CheckAge(name, transfer.Status.ToString(), transfer.Since, ProcessLimits.TransferHold);
        _promises[name] = new(transfer.Request.From, transfer.Request.Amount, isOpen);
    }

    private void CheckAge(string name, string status, DateTimeOffset since, TimeSpan limit) =>
        faults.AddUnless(now - since <= limit + Grace, $"{name} is {status} since {since:u}, longer than {limit}");

    private void CheckHold(string account, string holdId, Reserved hold)
    {
        faults.AddUnless(now <= hold.ExpiresAt + Grace, $"account {account} holds {hold.Amount} for {holdId}, which expired at {hold.ExpiresAt:u}");
        if (!_promises.TryGetValue(hold.Purpose, out var promise)) return; // For nothing that we know.
        if (!promise.IsOpen) faults.Add($"account {account} holds {hold.Amount} for {hold.Purpose}, which has ended");
        else faults.AddUnless(
            promise.Account.GrainKey == account && promise.Amount == hold.Amount,
            $"account {account} holds {hold.Amount} for {hold.Purpose}, for which account {promise.Account} is to hold {promise.Amount}");
    }

    private void CheckBooking(string sku, string bookingId, Booking booking)
    {
        faults.AddUnless(now <= booking.ExpiresAt + Grace, $"product {sku} is booked for {bookingId}, which expired at {booking.ExpiresAt:u}");
        if (!Attempt.TryReadBooking(bookingId, out var attempt, out var lineNumber)) return;
        var order = processes.Orders.GetValueOrDefault(attempt.Order.Aggregate.Value);
        if (order?.AwaitsDispatch(attempt) is not true)
        {
            faults.Add($"product {sku}: {booking.Quantity} booked for {bookingId}, and the order is {order?.Status ?? OrderStatus.None}");
            return;
        }

        if (!order.IsProcess) return; // Whoever carries it out names its bookings in a way of its own.
        var line = lineNumber <= order.Lines.Length ? order.Lines[lineNumber - 1] : null;
        faults.AddUnless(line?.Sku == sku && line.Quantity == booking.Quantity, $"product {sku}: {booking.Quantity} booked for {bookingId}, and that line is {line}");
        order.Booked += booking.Quantity;
    }

    /// <summary>What is to be dispatched is booked, all of it.</summary>
    private void CheckBooked(string name, OrderEntry order)
    {
        if (!order.Shipments.Values.Any(shipment => shipment.Status is ShipmentStatus.Created)) return;
        var pieces = order.Lines.Sum(line => (long)line.Quantity);
        faults.AddUnless(order.Booked == pieces, $"{name} is to be dispatched: {order.Booked} of its {pieces} pieces are booked");
    }

    private static TimeSpan? LimitOf(OrderStatus status) => status switch
    {
        OrderStatus.Placed => ProcessLimits.Unpaid,
        OrderStatus.Confirmed => ProcessLimits.Undispatched,
        _ => null,
    };

    /// <summary>What is to be held in the name of a process as long as that goes on.</summary>
    private readonly record struct Promise(AccountId Account, decimal Amount, bool IsOpen);
}
