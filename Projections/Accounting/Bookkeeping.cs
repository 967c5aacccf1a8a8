using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Transfers;
using static CommandProcessor.Grains.Interfaces.Accounting.LedgerAccount;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;

namespace CommandProcessor.Projections.Accounting;

/// <summary>
/// The rules of the books: what each event is booked as. The bank's book follows the accounts: money is cash outside, available or held inside, or in
/// transit between two accounts. The shop's book follows the payments: goods that leave are charged (capture requested), the charge arrives (completed)
/// or does not (capture failed); a refund is owed, then paid or dropped.
/// </summary>
internal static class Bookkeeping
{
    private const string PaymentPrefix = PaymentId.Kind + "/";
    private const string TransferPrefix = TransferId.Kind + "/";

    /// <summary>What the event is booked as, or null if it moves no money.</summary>
    /// <param name="capture">What the payment that the event is about has charged and not yet brought; null if nothing, or if it is about none.</param>
    /// <exception cref="InvalidOperationException">A capture failed that was never asked for.</exception>
    public static Booking? BookingOf(RecordedEvent recorded, OpenCapture? capture) => recorded.Type switch
    {
        "account-deposited" or "account-withdrawn" or "account-hold-placed" or "account-hold-captured" or "account-hold-released"
            or "account-hold-expired" or "account-credited" => OfAccount(AccountEventCodec.Instance.Decode(recorded)),
        "payment-capture-requested" or "payment-completed" or "payment-capture-failed" or "payment-refund-requested"
            or "payment-refund-completed" or "payment-refund-failed" => OfPayment(PaymentEventCodec.Instance.Decode(recorded), capture),
        _ => null,
    };

    private static Booking? OfAccount(AccountEvent happened) => happened switch
    {
        MoneyDeposited e => new(JournalEntryKind.Deposit, e.DepositedAt, e.Currency, e.Reference, new(Cash, Available, e.Amount)),
        MoneyWithdrawn e => new(JournalEntryKind.Withdrawal, e.WithdrawnAt, e.Currency, e.Reference, new(Available, Cash, e.Amount)),
        HoldPlaced e => new(JournalEntryKind.Hold, e.PlacedAt, e.Currency, e.Purpose, new(Available, Held, e.Amount)),
        HoldCaptured e => new(JournalEntryKind.Capture, e.CapturedAt, e.Currency, e.Purpose,
            new(Held, Destination(e.Purpose), e.Amount), e.FreedAmount == 0 ? null : new(Held, Available, e.FreedAmount)),
        HoldReleased e => new(JournalEntryKind.Release, e.ReleasedAt, e.Currency, e.Purpose, new(Held, Available, e.Amount)),
        HoldExpired e => new(JournalEntryKind.Release, e.ExpiredAt, e.Currency, e.Purpose, new(Held, Available, e.Amount)),
        MoneyCredited e => new(JournalEntryKind.Arrival, e.CreditedAt, e.Currency, e.Source,
            new(e.Kind is CreditKind.Plain ? Cash : Destination(e.Source), Available, e.Amount)),
        _ => null,
    };

    private static Booking? OfPayment(PaymentEvent happened, OpenCapture? capture) => happened switch
    {
        PaymentCaptureRequested e => Of(JournalEntryKind.Sale, e.Terms, e.RequestedAt, new(Receivables, Revenue, e.Amount)),
        PaymentCompleted e => Of(JournalEntryKind.Settlement, e.Terms, e.CompletedAt, new(ShopFunds, Receivables, e.Amount)),
        PaymentCaptureFailed e => Of(JournalEntryKind.Default, e.Terms, e.FailedAt, new(Overdue, Receivables, Charged(e.Terms, capture))),
        RefundRequested e => Of(JournalEntryKind.Refund, e.Terms, e.RequestedAt, new(Refunds, RefundsPayable, e.Amount)),
        RefundCompleted e => Of(JournalEntryKind.RefundPayment, e.Terms, e.CompletedAt, new(RefundsPayable, ShopFunds, e.Amount)),
        RefundFailed e => Of(JournalEntryKind.RefundFailure, e.Terms, e.FailedAt, new(RefundsPayable, Refunds, e.Amount)),
        _ => null,
    };

    private static Booking Of(JournalEntryKind kind, PaymentTerms terms, DateTimeOffset at, Move move) =>
        new(kind, at, terms.Currency, terms.Order.Aggregate.Value, move);

    private static decimal Charged(PaymentTerms terms, OpenCapture? capture) =>
        capture?.Amount ?? throw new InvalidOperationException($"A capture for {terms.Order} failed that was never requested.");

    /// <summary>Where money is that was taken under a name. The name of a refund is that of its payment and its own.</summary>
    private static LedgerAccount Destination(string name)
    {
        if (name.StartsWith(TransferPrefix, StringComparison.Ordinal)) return TransfersInTransit;
        if (!name.StartsWith(PaymentPrefix, StringComparison.Ordinal)) return Cash;
        return name.Contains(Identifier.NameSeparator, StringComparison.Ordinal) ? RefundsInTransit : PaymentsInTransit;
    }
}
