using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Projections.TransactionHistory;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;

namespace CommandProcessor.Projections.Tests.TransactionHistory;

public sealed class TransactionHistoryProjectionTests
{
    private readonly MemoryJournal _journal = new();
    private readonly Teller _teller;

    public TransactionHistoryProjectionTests() => _teller = new(_journal, "ada");

    [Fact]
    public void An_account_begins_empty_and_without_entries()
    {
        _teller.Open(_teller.Main, overdraftLimit: 50m);

        var account = Assert.Single(Folded().Head.Accounts);
        Assert.Equal(("main", AccountStatus.Open, "GBP", 0m, 0m, 50m, 0L), (
            account.Number, account.Status, account.Currency, account.Balance, account.Held, account.OverdraftLimit, account.EntryCount));
        Assert.Empty(Entries());
    }

    [Fact]
    public void An_account_without_entries_is_read_as_it_was_stored()
    {
        _teller.Open(_teller.Main);
        var head = Folded().Head;

        var stored = JsonSerializer.Serialize(head, TransactionHistoryProjection.HeadJson);

        Assert.Equal(head.Accounts, JsonSerializer.Deserialize(stored, TransactionHistoryProjection.HeadJson)?.Accounts);
    }

    [Fact]
    public void Every_movement_is_an_entry_with_what_it_leaves()
    {
        _teller.Open(_teller.Main);
        _teller.Deposit(_teller.Main, 100m);
        _teller.Append(_teller.Main, new MoneyWithdrawn(10m, "GBP", "Rent", _teller.Now()));
        _teller.Hold(_teller.Main, "a", 40m);
        _teller.Capture(_teller.Main, "a", 25m, freed: 15m);
        _teller.Hold(_teller.Main, "b", 5m);
        _teller.Append(_teller.Main, new HoldReleased("b", 5m, "GBP", "b", _teller.Now()));
        _teller.Hold(_teller.Main, "c", 5m);
        _teller.Append(_teller.Main, new HoldExpired("c", 5m, "GBP", "c", _teller.Now()));
        _teller.Credit(_teller.Main, "transfer/bob/1", 7m);
        _teller.Credit(_teller.Main, "transfer/ada/9", 3m, CreditKind.Returned);

        Assert.Equal(
            [
                (EntryKind.Deposited, 100m, 100m, 0m), (EntryKind.Withdrawn, 10m, 90m, 0m),
                (EntryKind.HoldPlaced, 40m, 90m, 40m), (EntryKind.HoldCaptured, 25m, 65m, 0m),
                (EntryKind.HoldPlaced, 5m, 65m, 5m), (EntryKind.HoldReleased, 5m, 65m, 0m),
                (EntryKind.HoldPlaced, 5m, 65m, 5m), (EntryKind.HoldExpired, 5m, 65m, 0m),
                (EntryKind.Received, 7m, 72m, 0m), (EntryKind.CameBack, 3m, 75m, 0m),
            ],
            Entries().Select(entry => (entry.Kind, entry.Amount, entry.BalanceAfter, entry.HeldAfter)));
        var account = Folded().Head.Accounts[0];
        Assert.Equal((75m, 0m, 0, 10L), (account.Balance, account.Held, account.OpenHoldCount, account.EntryCount));
        Assert.Empty(account.Holds);
    }

    [Fact]
    public void A_payment_tells_its_entries_the_other_account_and_the_order()
    {
        var name = _teller.Payment.Aggregate.Value;
        _teller.Open(_teller.Main);
        _teller.Append(new PaymentEvent.PaymentRequested(_teller.Terms, 30m, _teller.Now()));
        _teller.Hold(_teller.Main, name, 30m);
        _teller.Capture(_teller.Main, name, 30m);

        Assert.All(Entries(), entry => Assert.Equal((name, _teller.Shop, "order/ada/1", name), (entry.Source, entry.Counterparty, entry.Reference, entry.HoldId)));
    }

    [Fact]
    public void A_hold_that_outlives_its_payment_still_knows_the_other_account()
    {
        var name = _teller.Payment.Aggregate.Value;
        _teller.Open(_teller.Main);
        _teller.Append(new PaymentEvent.PaymentRequested(_teller.Terms, 30m, _teller.Now()));
        _teller.Hold(_teller.Main, name, 30m);
        _teller.Append(new PaymentEvent.PaymentVoided(_teller.Terms, "why", _teller.Now()));
        Assert.Equal(_teller.Shop, Assert.Single(Folded().Head.Accounts[0].Holds).Counterparty);

        _teller.Append(_teller.Main, new HoldReleased(name, 30m, "GBP", name, _teller.Now()));

        Assert.Equal(_teller.Shop, Entries()[^1].Counterparty);
        Assert.Empty(Folded().Head.Errands);
    }

    [Fact]
    public void A_refund_tells_its_entry_who_paid_back()
    {
        var refund = $"{_teller.Payment.Aggregate}: r1";
        _teller.Open(_teller.Main);
        _teller.Append(new PaymentEvent.RefundRequested(_teller.Terms, "r1", 5m, "why", _teller.Now()));
        _teller.Credit(_teller.Main, refund, 5m, CreditKind.Returned);
        _teller.Append(new PaymentEvent.RefundCompleted(_teller.Terms, "r1", 5m, _teller.Now()));

        Assert.Equal((EntryKind.CameBack, _teller.Shop), (Entries()[0].Kind, Entries()[0].Counterparty));
        Assert.Empty(Folded().Head.Errands);
    }

    [Fact]
    public void A_transfer_between_two_accounts_of_one_owner_tells_each_the_other()
    {
        var name = _teller.Transfer.Aggregate.Value;
        _teller.Open(_teller.Main);
        _teller.Open(_teller.Savings);
        _teller.Append(new TransferEvent.TransferRequested(_teller.Main, _teller.Savings, 5m, "GBP", "Holiday", _teller.Now()));
        _teller.Hold(_teller.Main, name, 5m);
        _teller.Capture(_teller.Main, name, 5m);
        _teller.Credit(_teller.Savings, name, 5m);
        _teller.Append(new TransferEvent.TransferCompleted(_teller.Now()));

        Assert.Equal([_teller.Savings, _teller.Savings], Entries().Select(entry => entry.Counterparty!.Value));
        Assert.Equal((_teller.Main, "Holiday", 5m), (Entries(account: 1)[0].Counterparty, Entries(account: 1)[0].Reference, Entries(account: 1)[0].BalanceAfter));
        Assert.Empty(Folded().Head.Errands);
    }

    [Fact]
    public void What_comes_from_somebody_else_names_the_payment_or_transfer_alone()
    {
        _teller.Open(_teller.Main);
        _teller.Credit(_teller.Main, "payment/bob/1", 5m);

        Assert.Equal(("payment/bob/1", null, null), (Entries()[0].Source, Entries()[0].Counterparty, Entries()[0].Reference));
    }

    [Fact]
    public void Entries_are_ordered_as_they_happened_whatever_the_clocks_said()
    {
        _teller.Open(_teller.Main);
        foreach (var minute in new[] { 5, 3, 3, 9, 1 }) _teller.Append(_teller.Main, new MoneyDeposited(1m, "GBP", "Cash", Sample.Day.AddMinutes(minute)));

        Assert.Equal([5, 5, 5, 9, 9], Entries().Select(entry => (entry.At - Sample.Day).TotalMinutes));
        var items = Folded().Items;
        var byPage = items.OrderBy(item => TransactionHistoryProjection.IndexOf(item.Value).Sort).ThenBy(item => item.Key, StringComparer.Ordinal);
        Assert.Equal([1m, 2m, 3m, 4m, 5m], byPage.Select(item => item.Value.Entry.BalanceAfter));
    }

    [Fact]
    public void What_is_kept_of_holds_and_errands_is_bounded()
    {
        _teller.Open(_teller.Main);
        for (var number = 0; number < 250; number++)
        {
            var transfer = new TransferId("ada", $"t{number}");
            var requested = new TransferEvent.TransferRequested(_teller.Main, _teller.Shop, 1m, "GBP", "Gift", _teller.Now());
            _journal.Append(transfer.PartitionKey, transfer.Aggregate, TransferEventCodec.Instance.Encode(requested));
            _teller.Hold(_teller.Main, transfer.Aggregate.Value, 1m);
        }

        var (head, _) = Folded();
        Assert.Equal((250, 250m), (head.Accounts[0].OpenHoldCount, head.Accounts[0].Held));
        Assert.Equal((AccountSummary.ListedHoldCountMax, TransactionHistoryHead.ErrandCountMax), (head.Accounts[0].Holds.Length, head.Errands.Length));
        Assert.Equal("transfer/ada/t249", head.Errands[^1].Name);
        Assert.All(Entries(), entry => Assert.Equal(_teller.Shop, entry.Counterparty));
    }

    [Fact]
    public void Where_an_account_stands_is_kept()
    {
        _teller.Open(_teller.Main);
        _teller.Append(_teller.Main, new AccountFrozen("odd", _teller.Now()));
        Assert.Equal(AccountStatus.Frozen, Folded().Head.Accounts[0].Status);
        _teller.Append(_teller.Main, new AccountUnfrozen("ok", _teller.Now()));
        _teller.Append(_teller.Main, new CreditDeclined(1m, "EUR", "transfer/bob/1", new("bob", "main"), 211, "No.", _teller.Now()));
        Assert.Equal(AccountStatus.Open, Folded().Head.Accounts[0].Status);
        _teller.Append(_teller.Main, new AccountClosed(_teller.Now()));
        Assert.Equal(AccountStatus.Closed, Folded().Head.Accounts[0].Status);
        _teller.Append(_teller.Main, new AccountReopened("transfer/ada/1", _teller.Now()));

        Assert.Equal(AccountStatus.Open, Folded().Head.Accounts[0].Status);
        Assert.Empty(Entries());
    }

    [Fact]
    public void What_an_account_declines_is_nothing_to_its_history_also_if_it_was_never_opened()
    {
        _teller.Append(_teller.Main, new HoldDeclined("transfer/ada/1", 1m, "GBP", "transfer/ada/1", 200, "Not opened.", _teller.Now()));
        _teller.Append(_teller.Main, new CreditDeclined(1m, "GBP", "transfer/bob/1", new("bob", "main"), 200, "Not opened.", _teller.Now()));

        Assert.Empty(Folded().Head.Accounts);
        Assert.Empty(Entries());
    }

    [Fact]
    public void An_event_of_an_account_that_was_never_opened_is_an_error()
    {
        _teller.Deposit(_teller.Main, 1m);

        Assert.Throws<InvalidOperationException>(() => Folded());
    }

    [Fact]
    public void A_row_reads_back_as_what_was_written()
    {
        _teller.Open(_teller.Main);
        _teller.Append(new PaymentEvent.PaymentRequested(_teller.Terms, 30.10m, _teller.Now()));
        _teller.Hold(_teller.Main, _teller.Payment.Aggregate.Value, 30.10m);
        var (head, items) = Folded();

        var headText = JsonSerializer.Serialize(head, TransactionHistoryProjection.HeadJson);
        var readHead = JsonSerializer.Deserialize(headText, TransactionHistoryProjection.HeadJson);
        var readItem = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(items.Values.Single(), TransactionHistoryProjection.ItemJson), TransactionHistoryProjection.ItemJson);

        Assert.NotNull(readHead);
        Assert.Equal(headText, JsonSerializer.Serialize(readHead, TransactionHistoryProjection.HeadJson));
        Assert.Equal(items.Values.Single(), readItem);
    }

    private (TransactionHistoryHead Head, IReadOnlyDictionary<string, PlacedEntry> Items) Folded() =>
        Fold<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry>.Of(_teller.Main.PartitionKey, _journal.Of(_teller.Main.PartitionKey));

    /// <summary>As they happened.</summary>
    private List<StatementEntry> Entries(int account = 0) =>
        [.. Folded().Items.OrderBy(item => item.Key, StringComparer.Ordinal).Where(item => item.Value.Account == account).Select(item => item.Value.Entry)];
}
