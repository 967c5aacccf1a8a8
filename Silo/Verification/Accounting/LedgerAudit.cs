using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Payments;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>
/// Compares the ledger that the accounting view shows with the books that it sums up: the bank's with the accounts, the shops' with the payments. Two
/// folds of the same events that know nothing of each other.
/// </summary>
internal sealed class LedgerAudit(Books books, TrialBalance ledger, Faults faults)
{
    public void Run()
    {
        faults.AddUnless(ledger.IsBalanced(), $"debits are not credits");
        var totals = books.Money.Totals().ToDictionary(total => total.Currency, StringComparer.Ordinal);
        foreach (var currency in totals.Keys.Union(ledger.Lines.Select(line => line.Currency)).Order(StringComparer.Ordinal))
        {
            CheckBank(currency, totals.GetValueOrDefault(currency) ?? new(currency, 0, 0, 0, 0, 0, 0));
            CheckShops(currency, [.. books.Processes.Payments.Values.Where(payment => payment.Terms.Currency == currency)]);
        }
    }

    private void CheckBank(string currency, MoneyTotals total)
    {
        Check(currency, LedgerAccount.Cash, total.PaidIn - total.PaidOut);
        Check(currency, LedgerAccount.Held, total.Held);
        Check(currency, LedgerAccount.Available, total.Balances - total.Held);
        faults.AddUnless(ledger.InTransit(currency) == total.InTransit, $"{currency} in transit: the ledger says {ledger.InTransit(currency)}, accounts {total.InTransit}");
    }

    private void CheckShops(string currency, IReadOnlyList<PaymentEntry> payments)
    {
        Check(currency, LedgerAccount.Revenue, payments.Sum(payment => payment.Captured));
        Check(currency, LedgerAccount.Receivables, CapturedOf(PaymentStatus.Capturing));
        Check(currency, LedgerAccount.Overdue, CapturedOf(PaymentStatus.CaptureFailed));
        Check(currency, LedgerAccount.ShopFunds, CapturedOf(PaymentStatus.Completed) - RefundsOf(RefundStatus.Completed));
        Check(currency, LedgerAccount.RefundsPayable, RefundsOf(RefundStatus.Requested));
        Check(currency, LedgerAccount.Refunds, RefundsOf(RefundStatus.Requested) + RefundsOf(RefundStatus.Completed));

        decimal CapturedOf(PaymentStatus status) => payments.Where(payment => payment.Status == status).Sum(payment => payment.Captured);

        decimal RefundsOf(RefundStatus status) =>
            payments.SelectMany(payment => payment.Refunds?.Values ?? Enumerable.Empty<RefundEntry>()).Where(refund => refund.Status == status).Sum(refund => refund.Amount);
    }

    private void Check(string currency, LedgerAccount account, decimal expected)
    {
        var balance = ledger.BalanceOf(currency, account);
        faults.AddUnless(balance == expected, $"{currency} {account}: the ledger says {balance}, {(account.Book is LedgerBook.Bank ? "accounts" : "payments")} {expected}");
    }
}
