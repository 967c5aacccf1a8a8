using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Projections.Accounting;
using CommandProcessor.Projections.Partitions;
using static CommandProcessor.Grains.Interfaces.Accounting.LedgerAccount;

namespace CommandProcessor.Projections.Tests.Accounting;

public sealed class AccountingProjectionTests
{
    private static readonly AccountId Ada = new("ada", "main");
    private static readonly PaymentId Payment = new("ada", "1");
    private static readonly PaymentTerms Terms = new(new("ada", "1"), Ada, new("shop", "till"), "GBP");
    private static readonly DateTimeOffset At = Sample.Day;
    private readonly MemoryJournal _journal = new(partitionCount: 1);
    private readonly ModelFold<AccountingModel> _fold = new(new AccountingProjection());

    [Fact]
    public void Money_from_outside_is_cash_and_available()
    {
        Given(new AccountEvent.AccountOpened("GBP", 0, At), new AccountEvent.MoneyDeposited(100m, "GBP", "cash", At));

        Then("GBP", (Cash, 100m), (Available, 100m));
        ThenEntry(JournalEntryKind.Deposit, new(Cash, 100m, 0), new(Available, 0, 100m));
    }

    [Fact]
    public void Money_to_outside_leaves_both()
    {
        Given(new AccountEvent.MoneyDeposited(100m, "GBP", "cash", At), new AccountEvent.MoneyWithdrawn(30m, "GBP", "cash", At));

        Then("GBP", (Cash, 70m), (Available, 70m));
    }

    [Fact]
    public void A_hold_moves_what_is_available_and_its_end_moves_it_back()
    {
        Given(Hold("a", 60m), Hold("b", 20m), new AccountEvent.HoldReleased("a", 60m, "GBP", "a", At), new AccountEvent.HoldExpired("b", 20m, "GBP", "b", At));

        Then("GBP", (Available, 0m), (Held, 0m));
        Assert.Equal(80m, Balance().Lines.Single(line => line.Account is Held).Debits);
    }

    [Theory]
    [InlineData("payment/ada/1", PaymentsInTransit)]
    [InlineData("payment/ada/1: lost", RefundsInTransit)]
    [InlineData("transfer/ada/1", TransfersInTransit)]
    public void What_is_captured_in_part_is_in_transit_and_the_rest_is_free(string purpose, LedgerAccount inTransit)
    {
        Given(Hold(purpose, 60m), new AccountEvent.HoldCaptured(purpose, 45m, 15m, "GBP", purpose, At));

        Then("GBP", (Available, -45m), (Held, 0m), (inTransit, 45m));
        ThenEntry(JournalEntryKind.Capture, new(Held, 60m, 0), new(inTransit, 0, 45m), new(Available, 0, 15m));
    }

    [Fact]
    public void What_is_captured_in_nobodys_name_goes_outside()
    {
        Given(Hold("car hire", 60m), new AccountEvent.HoldCaptured("car hire", 60m, 0m, "GBP", "car hire", At));

        Then("GBP", (Cash, -60m), (Available, -60m), (Held, 0m));
    }

    [Theory]
    [InlineData("payment/ada/1", CreditKind.Sent, PaymentsInTransit)]
    [InlineData("payment/ada/1: lost", CreditKind.Returned, RefundsInTransit)]
    [InlineData("transfer/ada/1", CreditKind.Returned, TransfersInTransit)]
    public void What_arrives_is_no_longer_in_transit(string source, CreditKind kind, LedgerAccount inTransit)
    {
        Given(new AccountEvent.MoneyCredited(45m, "GBP", source, kind, At));

        Then("GBP", (Available, 45m), (inTransit, -45m));
    }

    [Fact]
    public void A_plain_credit_comes_from_outside_whatever_its_source_is_called()
    {
        Given(new AccountEvent.MoneyCredited(45m, "GBP", "payment/ada/1", CreditKind.Plain, At));

        Then("GBP", (Cash, 45m), (Available, 45m));
    }

    [Fact]
    public void Declined_money_stays_in_transit()
    {
        Given(new AccountEvent.CreditDeclined(45m, "GBP", "payment/ada/1", Ada, 9, "closed", At));

        Assert.Empty(_fold.Model.Totals.Rows);
    }

    [Fact]
    public void Goods_that_leave_are_revenue_and_receivable_until_they_are_paid()
    {
        Given(new PaymentEvent.PaymentRequested(Terms, 80m, At), new PaymentEvent.PaymentAuthorized(Terms, 80m, At));
        Assert.Empty(_fold.Model.Totals.Rows);

        Given(new PaymentEvent.PaymentCaptureRequested(Terms, 80m, At));
        Then("GBP", (Receivables, 80m), (Revenue, 80m));
        ThenEntry(JournalEntryKind.Sale, new(Receivables, 80m, 0), new(Revenue, 0, 80m));

        Given(new PaymentEvent.PaymentCompleted(Terms, 80m, At));
        Then("GBP", (ShopFunds, 80m), (Receivables, 0m), (Revenue, 80m));
        Assert.Empty(_fold.Model.Captures.Rows);
    }

    [Fact]
    public void What_cannot_be_captured_is_overdue()
    {
        Given(new PaymentEvent.PaymentCaptureRequested(Terms, 80m, At), new PaymentEvent.PaymentCaptureFailed(Terms, 7, "no such hold", At));

        Then("GBP", (Receivables, 0m), (Overdue, 80m), (Revenue, 80m));
        Assert.Empty(_fold.Model.Captures.Rows);
    }

    [Fact]
    public void A_refund_is_owed_then_paid()
    {
        Given(new PaymentEvent.PaymentCaptureRequested(Terms, 80m, At), new PaymentEvent.PaymentCompleted(Terms, 80m, At),
            new PaymentEvent.RefundRequested(Terms, "return-5", 30m, "broken", At));
        Then("GBP", (ShopFunds, 80m), (Receivables, 0m), (RefundsPayable, 30m), (Revenue, 80m), (Refunds, 30m));

        Given(new PaymentEvent.RefundCompleted(Terms, "return-5", 30m, At));
        Then("GBP", (ShopFunds, 50m), (Receivables, 0m), (RefundsPayable, 0m), (Revenue, 80m), (Refunds, 30m));
    }

    [Fact]
    public void A_refund_that_failed_is_owed_no_more()
    {
        Given(new PaymentEvent.RefundRequested(Terms, "return-5", 30m, "broken", At), new PaymentEvent.RefundFailed(Terms, "return-5", 30m, 5, "no money", At));

        Then("GBP", (RefundsPayable, 0m), (Refunds, 0m));
    }

    [Fact]
    public void Currencies_are_never_mixed()
    {
        Given(new AccountEvent.MoneyDeposited(100m, "GBP", "cash", At), new AccountEvent.MoneyDeposited(7m, "JPY", "cash", At));

        Then("GBP", (Cash, 100m), (Available, 100m));
        Then("JPY", (Cash, 7m), (Available, 7m));
    }

    [Fact]
    public void A_capture_that_fails_without_having_been_requested_parks_its_key_and_posts_nothing()
    {
        Assert.NotNull(_fold.Fold(_journal.Append(Payment.PartitionKey, Payment.Aggregate,
            PaymentEventCodec.Instance.Encode(new PaymentEvent.PaymentCaptureFailed(Terms, 7, "no such hold", At)))));
        Assert.Empty(_fold.Model.Totals.Rows);
    }

    [Fact]
    public void An_amount_that_is_not_positive_parks_its_key_and_posts_nothing()
    {
        Assert.NotNull(_fold.Fold(Append(new AccountEvent.MoneyDeposited(-1m, "GBP", "cash", At))));
        Assert.Empty(_fold.Model.Totals.Rows);
    }

    [Fact]
    public void Days_beyond_the_newest_are_forgotten_and_months_are_not()
    {
        Given(new AccountEvent.MoneyDeposited(1m, "GBP", "first", At));
        Given(new AccountEvent.MoneyDeposited(1m, "GBP", "last of the window", At.AddDays(AccountingLimits.DayCountMax - 1)));
        Assert.Equal(4, _fold.Model.Days.Count);

        Given(new AccountEvent.MoneyDeposited(1m, "GBP", "one beyond", At.AddDays(AccountingLimits.DayCountMax)));
        Assert.DoesNotContain(_fold.Model.Days.Rows.Values, row => row.Period == DateOnly.FromDateTime(At.Date));
        Given(new AccountEvent.MoneyDeposited(1m, "GBP", "late", At));
        Assert.Equal(4, _fold.Model.Days.Count);
        Assert.Equal(2m, _fold.Model.Months.Rows["2026-03-01/GBP/Cash"].Debits);

        Given(new AccountEvent.MoneyDeposited(1m, "GBP", "long after", At.AddYears(30)));
        Assert.Equal(2, _fold.Model.Days.Count);
        Then("GBP", (Cash, 5m), (Available, 5m));
    }

    [Fact]
    public void Income_says_what_was_open_at_the_end_of_each_day()
    {
        Given(new PaymentEvent.PaymentCaptureRequested(Terms, 80m, At));
        Given(new PaymentEvent.PaymentCompleted(Terms, 80m, At.AddDays(1)), new PaymentEvent.RefundRequested(Terms, "return-5", 30m, "broken", At.AddDays(1)));
        Given(new PaymentEvent.RefundCompleted(Terms, "return-5", 30m, At.AddDays(3)));

        var day = DateOnly.FromDateTime(At.Date);
        var request = new IncomeRequest(IncomePeriod.Day, day, day.AddDays(2));
        var report = AccountingAnswers.MergeIncome([AccountingAnswers.IncomeOf(_fold.Model, request)], request, ViewFreshness.None);

        Assert.Equal(
        [
            new(day, "GBP", Revenue: 80m, Refunds: 0, Received: 0, PaidBack: 0, Defaulted: 0, Receivables: 80m, RefundsPayable: 0),
            new(day.AddDays(1), "GBP", Revenue: 0, Refunds: 30m, Received: 80m, PaidBack: 0, Defaulted: 0, Receivables: 0, RefundsPayable: 30m),
        ], report.Lines);
    }

    [Fact]
    public void A_balance_at_the_end_of_a_day_has_what_had_happened_by_then()
    {
        var day = DateOnly.FromDateTime(At.Date);
        Given(new AccountEvent.MoneyDeposited(100m, "GBP", "cash", At));
        Given(new AccountEvent.MoneyDeposited(7m, "JPY", "cash", At.AddDays(1)), new AccountEvent.MoneyDeposited(10m, "GBP", "late", At));

        Assert.Equal([new LedgerLine("GBP", Cash, 110m, 0), new("GBP", Available, 0, 110m)], Balance(day).Lines);
        Assert.Equal(Balance().Lines, Balance(day.AddDays(1)).Lines);
        Assert.Empty(Balance(day.AddDays(-2)).Lines);
    }

    [Fact]
    public void A_balance_of_a_day_that_is_forgotten_is_refused_unless_a_month_ends_with_it()
    {
        Given(new AccountEvent.MoneyDeposited(100m, "GBP", "cash", At), new AccountEvent.MoneyDeposited(1m, "GBP", "cash", At.AddYears(5)));

        Assert.Equal(100m, Balance(new(2026, 3, 31)).BalanceOf("GBP", Cash));
        var thrown = Assert.Throws<ArgumentException>(() => Balance(new(2026, 3, 30)));
        Assert.Contains("2026-03-30", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Income_of_a_month_counts_from_its_first_day()
    {
        Given(new PaymentEvent.PaymentCaptureRequested(Terms, 80m, At));

        var request = new IncomeRequest(IncomePeriod.Month, new(2026, 3, 31), new(2026, 3, 31));
        var report = AccountingAnswers.MergeIncome([AccountingAnswers.IncomeOf(_fold.Model, request)], request, ViewFreshness.None);

        Assert.Equal(new DateOnly(2026, 3, 1), Assert.Single(report.Lines).Period);
    }

    [Theory]
    [InlineData(IncomePeriod.Day, "2026-03-02", "2026-03-01", "after")]
    [InlineData(IncomePeriod.Day, "2020-01-01", "2026-03-01", "1000")]
    [InlineData((IncomePeriod)7, "2026-03-01", "2026-03-01", "neither")]
    public void A_request_beyond_its_limits_says_what_is_wrong(IncomePeriod by, string from, string to, string expected)
    {
        Assert.Contains(expected, new IncomeRequest(by, DateOnly.ParseExact(from, "O"), DateOnly.ParseExact(to, "O")).Mistake(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_type_of_event_is_booked_or_known_to_move_no_money()
    {
        string[] booked =
        [
            "account-deposited", "account-withdrawn", "account-hold-placed", "account-hold-captured", "account-hold-released", "account-hold-expired",
            "account-credited", "payment-capture-requested", "payment-completed", "payment-capture-failed", "payment-refund-requested",
            "payment-refund-completed", "payment-refund-failed",
        ];
        string[] movesNothing =
        [
            "account-opened", "account-hold-declined", "account-credit-declined", "account-reopened", "account-frozen", "account-unfrozen", "account-closed", "payment-requested",
            "payment-authorized", "payment-declined", "payment-voided", "payment-refund-authorized",
        ];

        Assert.Equal(
            AccountEventCodec.Instance.Types.Concat(PaymentEventCodec.Instance.Types).Order(StringComparer.Ordinal),
            booked.Concat(movesNothing).Order(StringComparer.Ordinal));
        foreach (var type in (string[])[.. movesNothing, .. OrderEventCodec.Instance.Types, .. TransferEventCodec.Instance.Types, .. ShipmentEventCodec.Instance.Types, .. StockEventCodec.Instance.Types])
            Assert.Null(Bookkeeping.BookingOf(Append(new AccountEvent.AccountClosed(At)) with { Type = type }, null));
    }

    private static AccountEvent.HoldPlaced Hold(string name, decimal amount) => new(name, amount, "GBP", At.AddDays(1), name, At);

    private RecordedEvent Append(AccountEvent happened) => _journal.Append(Ada.PartitionKey, Ada.Aggregate, AccountEventCodec.Instance.Encode(happened));

    private void Given(params AccountEvent[] events)
    {
        foreach (var happened in events) Assert.Null(_fold.Fold(Append(happened))?.Error);
    }

    private void Given(params PaymentEvent[] events)
    {
        foreach (var happened in events)
            Assert.Null(_fold.Fold(_journal.Append(Payment.PartitionKey, Payment.Aggregate, PaymentEventCodec.Instance.Encode(happened)))?.Error);
    }

    private TrialBalance Balance(DateOnly? atEndOf = null) =>
        AccountingAnswers.MergeTotals([AccountingAnswers.TotalsOf(_fold.Model, atEndOf)], atEndOf, ViewFreshness.None);

    private void Then(string currency, params (LedgerAccount Account, decimal Balance)[] expected)
    {
        var balance = Balance();
        Assert.True(balance.IsBalanced());
        Assert.Equal(expected, balance.Lines.Where(line => line.Currency == currency).Select(line => (line.Account, line.Balance())));
    }

    private void ThenEntry(JournalEntryKind kind, params LedgerPosting[] postings)
    {
        var written = ((ModelLog)_fold.Model.Journal).TakeWritten().Select(entry => _fold.Model.Journal.Read(entry.Body)).Last();
        Assert.Equal(kind, written.Kind);
        Assert.Equal(postings, written.Postings);
    }
}
