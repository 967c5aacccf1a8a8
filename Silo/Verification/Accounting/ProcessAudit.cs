using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>Looks for processes that are older than their longest time-out, and for what is held or booked by a process that has ended.</summary>
internal sealed class ProcessAudit(MoneyBook money, StockBook stock, ProcessBook processes, Faults faults, DateTimeOffset now)
{
    /// <summary>How late a time-out may be carried out.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public void Run()
    {
        foreach (var (name, order) in processes.Orders)
            if (order.IsProcess && LimitOf(order.Status) is { } limit) CheckAge(name, order.Status.ToString(), order.Since, limit);
        foreach (var (name, payment) in processes.Payments) CheckAge(name, payment);
        foreach (var (name, transfer) in processes.Transfers)
            if (transfer.Status is TransferStatus.Requested) CheckAge(name, transfer.Status.ToString(), transfer.Since, ProcessLimits.TransferHold);

        foreach (var (account, holdId, hold) in money.Holds) CheckHold(account, holdId, hold);
        foreach (var (sku, booking) in stock.Bookings) CheckBooking(sku, booking);
    }

    private void CheckAge(string name, PaymentEntry payment)
    {
        if (payment.Status is PaymentStatus.Requested or PaymentStatus.Authorized) CheckAge(name, payment.Status.ToString(), payment.Since, ProcessLimits.OrderKept);
        if (payment.Status is PaymentStatus.Capturing) CheckAge(name, payment.Status.ToString(), payment.Since, ProcessLimits.TransferHold);
        foreach (var (refundId, refund) in payment.Refunds ?? [])
            if (refund.Status is RefundStatus.Requested) CheckAge($"{name}: {refundId}", refund.Status.ToString(), refund.Since, ProcessLimits.TransferHold);
    }

    private void CheckAge(string name, string status, DateTimeOffset since, TimeSpan limit) =>
        faults.AddUnless(now - since <= limit + Grace, $"{name} is {status} since {since:u}, longer than {limit}");

    private void CheckHold(string account, string holdId, Reserved hold)
    {
        faults.AddUnless(now <= hold.ExpiresAt + Grace, $"account {account} holds {hold.Amount} for {holdId}, which expired at {hold.ExpiresAt:u}");
        if (IsOpen(hold.Purpose) is false) faults.Add($"account {account} holds {hold.Amount} for {hold.Purpose}, which has ended");
    }

    private void CheckBooking(string sku, Reserved booking)
    {
        faults.AddUnless(now <= booking.ExpiresAt + Grace, $"product {sku} is booked for {booking.Purpose}, which expired at {booking.ExpiresAt:u}");
        if (StockBook.OrderOf(booking.Purpose) is not { } name) return;
        var order = processes.Orders.GetValueOrDefault(name);
        var isSentAgain = booking.Purpose.Contains(OrderId.AttemptMark, StringComparison.Ordinal);
        var isOpen = order?.Status is OrderStatus.Placed or OrderStatus.Confirmed || (isSentAgain && order?.Status is OrderStatus.Shipped);
        faults.AddUnless(isOpen, $"product {sku}: {booking.Amount} booked for {booking.Purpose}, and the order is {order?.Status ?? OrderStatus.None}");
    }

    /// <summary>Whether that in whose name money is held goes on; null if it is nothing that we know.</summary>
    private bool? IsOpen(string purpose)
    {
        if (processes.Transfers.TryGetValue(purpose, out var transfer)) return transfer.Status is TransferStatus.Requested;
        if (processes.Payments.TryGetValue(purpose, out var payment))
            return payment.Status is PaymentStatus.Requested or PaymentStatus.Authorized or PaymentStatus.Capturing;
        var end = purpose.IndexOf(": ", StringComparison.Ordinal);
        if (end < 0 || !processes.Payments.TryGetValue(purpose[..end], out payment)) return null;
        return payment.Refunds?.GetValueOrDefault(purpose[(end + 2)..]).Status is RefundStatus.Requested;
    }

    private static TimeSpan? LimitOf(OrderStatus status) => status switch
    {
        OrderStatus.Placed => ProcessLimits.Unpaid,
        OrderStatus.Confirmed => ProcessLimits.Undispatched,
        _ => null,
    };
}
