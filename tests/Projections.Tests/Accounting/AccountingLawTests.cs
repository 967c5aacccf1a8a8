using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Accounting;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using static CommandProcessor.Grains.Interfaces.Payments.PaymentEvent;

namespace CommandProcessor.Projections.Tests.Accounting;

/// <summary>Over random histories: what must hold whatever happens.</summary>
public sealed class AccountingLawTests
{
    private const int PartitionCount = 4;
    private const int Iterations = 8;
    private readonly AccountingProjection _projection = new();

    [Fact]
    public void Debits_equal_credits_at_every_position_of_every_partition() => Sample(seed =>
    {
        PartitionFolds.Fold(_projection, new Trade(seed).Run(120), PartitionCount, models =>
        {
            foreach (var model in models)
                Assert.True(Balance([model]).IsBalanced());
        });
    });

    [Fact]
    public void Over_all_partitions_at_rest_nothing_is_in_transit() => Sample(seed =>
    {
        var models = PartitionFolds.Fold(_projection, new Trade(seed).Run(300), PartitionCount);

        var balance = Balance(models);
        Assert.All(balance.Lines.Where(line => line.Account.IsInTransit), line => Assert.True(line.Balance() == 0, $"{line}"));
        Assert.Contains(models, model => Balance([model]).Lines.Any(line => line.Account.IsInTransit && line.Balance() != 0));
        Assert.All(models, model => Assert.Empty(model.Captures.Rows));
    });

    [Fact]
    public void The_partitions_together_say_what_one_partition_with_everything_says() => Sample(seed =>
    {
        var trade = new Trade(seed) { StepMax = TimeSpan.FromHours(30) }.Run(500);
        var (many, one) = (PartitionFolds.Fold(_projection, trade, PartitionCount), PartitionFolds.Fold(_projection, trade, 1));

        Assert.True(Balance(one).Lines.SequenceEqual(Balance(many).Lines));
        var newest = one[0].NewestDay ?? throw new InvalidOperationException("Nothing happened.");
        foreach (var request in (IncomeRequest[])[new(IncomePeriod.Day, newest.AddDays(-999), newest), new(IncomePeriod.Day, newest.AddDays(-40), newest.AddDays(-20)), new(IncomePeriod.Month, new(2026, 3, 1), newest)])
        {
            var (ofOne, ofMany) = (Income(one, request), Income(many, request));
            Assert.True(ofOne.KeptFrom == ofMany.KeptFrom && ofOne.Lines.SequenceEqual(ofMany.Lines));
            Assert.NotEmpty(ofOne.Lines);
        }
    });

    [Fact]
    public void The_books_say_what_the_states_of_accounts_and_payments_say() => Sample(seed =>
    {
        var trade = new Trade(seed).Run(300);
        var books = new SlowBooks();
        foreach (var recorded in trade) books.Apply(recorded);
        var balance = Balance(PartitionFolds.Fold(_projection, trade, PartitionCount));

        foreach (var currency in (string[])["GBP", "EUR", "JPY"])
        {
            foreach (var account in Enum.GetValues<LedgerAccount>().Where(account => !account.IsInTransit))
                Assert.True(books.BalanceOf(currency, account) == balance.BalanceOf(currency, account), $"{account} is {balance.BalanceOf(currency, account)} {currency}, not {books.BalanceOf(currency, account)}.");
        }
    });

    [Fact]
    public void The_balance_at_the_end_of_a_day_is_that_of_what_had_happened_by_then() => Sample(seed =>
    {
        // Every event of a trade is booked at the time at which it is recorded.
        var trade = new Trade(seed).Run(150);
        var models = PartitionFolds.Fold(_projection, trade, PartitionCount);
        foreach (var day in trade.Select(recorded => DateOnly.FromDateTime(recorded.RecordedAt.UtcDateTime)).Distinct())
        {
            var until = trade.TakeWhile(recorded => DateOnly.FromDateTime(recorded.RecordedAt.UtcDateTime) <= day);
            var balance = Balance(models, day);
            Assert.Equal(Balance(PartitionFolds.Fold(_projection, until, 1)).Lines, balance.Lines);
            Assert.True(balance.IsBalanced());
        }
    });

    [Fact]
    public void Income_by_day_says_what_the_events_of_that_day_say() => Sample(seed =>
    {
        var trade = new Trade(seed).Run(300);
        var sales = trade.Where(recorded => recorded.Type is "payment-capture-requested").Select(PaymentEventCodec.Instance.Decode).Cast<PaymentCaptureRequested>()
            .GroupBy(e => (Day: DateOnly.FromDateTime(e.RequestedAt.UtcDateTime), e.Terms.Currency))
            .OrderBy(day => day.Key.Day).ThenBy(day => day.Key.Currency, StringComparer.Ordinal)
            .Select(day => (day.Key.Day, day.Key.Currency, day.Sum(e => e.Amount)));

        var report = Income(PartitionFolds.Fold(_projection, trade, PartitionCount), new(IncomePeriod.Day, new(2026, 1, 1), new(2027, 1, 1)));

        Assert.Equal(sales, report.Lines.Where(line => line.Revenue != 0).Select(line => (line.Period, line.Currency, line.Revenue)));
    });

    [Fact]
    public void A_view_that_is_taken_up_in_the_middle_ends_with_the_same_rows() => Sample(seed =>
    {
        var trade = new Trade(seed).Run(60);
        var rows = PartitionFolds.Rows(PartitionFolds.Fold(_projection, trade, 1)[0]);

        Assert.Equal(rows, PartitionFolds.Rows(PartitionFolds.FoldWithRestart(_projection, trade, seed % trade.Count)));
        Assert.Equal(rows, PartitionFolds.Rows(PartitionFolds.FoldWithRestart(_projection, trade, trade.Count)));
    });

    private static void Sample(Action<int> law) => Gen.Int[0, int.MaxValue - 1].Sample(law, iter: Iterations, threads: 1);

    private static TrialBalance Balance(IReadOnlyList<AccountingModel> models, DateOnly? atEndOf = null) =>
        AccountingAnswers.MergeTotals([.. models.Select(model => AccountingAnswers.TotalsOf(model, atEndOf))], atEndOf, ViewFreshness.None);

    private static IncomeReport Income(IReadOnlyList<AccountingModel> models, IncomeRequest request) =>
        AccountingAnswers.MergeIncome([.. models.Select(model => AccountingAnswers.IncomeOf(model, request))], request, ViewFreshness.None);

    /// <summary>Keeps the state of each account, payment and refund, and adds up in the end.</summary>
    private sealed class SlowBooks
    {
        private readonly Dictionary<(string, string Currency), (decimal Balance, decimal Held)> _accounts = [];
        private readonly Dictionary<string, (string Currency, string Status, decimal Amount)> _payments = [];
        private readonly Dictionary<string, (string Currency, string Status, decimal Amount)> _refunds = [];
        private readonly Dictionary<string, decimal> _cash = [];

        public void Apply(RecordedEvent recorded)
        {
            var name = recorded.Aggregate.Value;
            if (recorded.Aggregate.Kind == AccountId.Kind) Apply(name, AccountEventCodec.Instance.Decode(recorded));
            if (recorded.Aggregate.Kind == PaymentId.Kind) Apply(name, PaymentEventCodec.Instance.Decode(recorded));
        }

        public decimal BalanceOf(string currency, LedgerAccount account) => account switch
        {
            LedgerAccount.Cash => _cash.GetValueOrDefault(currency),
            LedgerAccount.Available => _accounts.Where(one => one.Key.Currency == currency).Sum(one => one.Value.Balance - one.Value.Held),
            LedgerAccount.Held => _accounts.Where(one => one.Key.Currency == currency).Sum(one => one.Value.Held),
            LedgerAccount.ShopFunds => Sum(_payments, currency, "completed") - Sum(_refunds, currency, "completed"),
            LedgerAccount.Receivables => Sum(_payments, currency, "capturing"),
            LedgerAccount.Overdue => Sum(_payments, currency, "failed"),
            LedgerAccount.RefundsPayable => Sum(_refunds, currency, "requested"),
            LedgerAccount.Revenue => Sum(_payments, currency, "capturing", "completed", "failed"),
            LedgerAccount.Refunds => Sum(_refunds, currency, "requested", "completed"),
            _ => throw new ArgumentOutOfRangeException(nameof(account)),
        };

        private static decimal Sum(Dictionary<string, (string Currency, string Status, decimal Amount)> all, string currency, params string[] statuses) =>
            all.Values.Where(one => one.Currency == currency && statuses.Contains(one.Status)).Sum(one => one.Amount);

        private void Apply(string name, AccountEvent happened)
        {
            var (currency, balance, held, cash) = happened switch
            {
                MoneyDeposited e => (e.Currency, e.Amount, 0m, e.Amount),
                MoneyWithdrawn e => (e.Currency, -e.Amount, 0m, -e.Amount),
                HoldPlaced e => (e.Currency, 0m, e.Amount, 0m),
                HoldCaptured e => (e.Currency, -e.Amount, -(e.Amount + e.FreedAmount), e.Purpose == "car hire" ? -e.Amount : 0m),
                HoldReleased e => (e.Currency, 0m, -e.Amount, 0m),
                HoldExpired e => (e.Currency, 0m, -e.Amount, 0m),
                MoneyCredited e => (e.Currency, e.Amount, 0m, e.Source == "salary" ? e.Amount : 0m),
                _ => ("", 0m, 0m, 0m),
            };
            ref var account = ref CollectionsMarshal.GetValueRefOrAddDefault(_accounts, (name, currency), out _);
            account = (account.Balance + balance, account.Held + held);
            CollectionsMarshal.GetValueRefOrAddDefault(_cash, currency, out _) += cash;
        }

        private void Apply(string name, PaymentEvent happened)
        {
            switch (happened)
            {
                case PaymentCaptureRequested e:
                    _payments[name] = (e.Terms.Currency, "capturing", e.Amount);
                    break;
                case PaymentCompleted:
                    _payments[name] = _payments[name] with { Status = "completed" };
                    break;
                case PaymentCaptureFailed:
                    _payments[name] = _payments[name] with { Status = "failed" };
                    break;
                case RefundRequested e:
                    _refunds[name + e.RefundId] = (e.Terms.Currency, "requested", e.Amount);
                    break;
                case RefundCompleted e:
                    _refunds[name + e.RefundId] = _refunds[name + e.RefundId] with { Status = "completed" };
                    break;
                case RefundFailed e:
                    _refunds[name + e.RefundId] = _refunds[name + e.RefundId] with { Status = "failed" };
                    break;
            }
        }
    }
}
