using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Projections.Runtime;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;

namespace CommandProcessor.Projections.TransactionHistory;

/// <summary>The part of the fold that is about one account.</summary>
internal static class AccountFold
{
    public static Folded<TransactionHistoryHead, PlacedEntry> Apply(TransactionHistoryHead head, AccountEvent happened, RecordedEvent recorded)
    {
        var id = AccountId.Parse(recorded.Aggregate.GrainKey);
        if (happened is HoldDeclined or CreditDeclined) return new(head, null); // Also of an account that was never opened.
        if (happened is AccountOpened opened) return new(head with { Accounts = head.Accounts.Add(Open(id, opened)) }, null);

        var place = head.PlaceOf(id.Number);
        if (place < 0) throw new InvalidOperationException($"{recorded.Type} of {recorded.Aggregate}, which was never opened.");
        var (account, entry) = Change(head.Accounts[place], happened, head, id);
        if (entry is not null)
        {
            var at = entry.At > account.LastEntryAt ? entry.At : account.LastEntryAt ?? entry.At;
            account = account with { EntryCount = account.EntryCount + 1, LastEntryAt = at };
            entry = entry with { Position = recorded.Position, At = at, BalanceAfter = account.Balance, HeldAfter = account.Held };
        }

        return new(head with { Accounts = head.Accounts.SetItem(place, account) }, entry is null ? null : new(place, entry));
    }

    private static AccountSummary Open(AccountId id, AccountOpened e) => new()
    {
        Number = id.Number,
        Status = AccountStatus.Open,
        Currency = e.Currency,
        Balance = 0,
        Held = 0,
        OverdraftLimit = e.OverdraftLimit,
        OpenHoldCount = 0,
        Holds = [],
        EntryCount = 0,
        OpenedAt = e.OpenedAt,
    };

    private static (AccountSummary Account, StatementEntry? Entry) Change(
        AccountSummary account, AccountEvent happened, TransactionHistoryHead head, AccountId id) => happened switch
    {
        MoneyDeposited e => (
            account with { Balance = account.Balance + e.Amount },
            Entry(EntryKind.Deposited, e.Amount, e.DepositedAt) with { Reference = e.Reference }),
        MoneyWithdrawn e => (
            account with { Balance = account.Balance - e.Amount },
            Entry(EntryKind.Withdrawn, e.Amount, e.WithdrawnAt) with { Reference = e.Reference }),
        MoneyCredited e => (account with { Balance = account.Balance + e.Amount }, Arrived(e, head.Find(e.Source), id)),
        HoldPlaced e => Place(account, e, head.Find(e.Purpose), id),
        HoldCaptured e => (
            EndHold(account, e.HoldId, e.Amount + e.FreedAmount) with { Balance = account.Balance - e.Amount },
            OfHold(EntryKind.HoldCaptured, account, e.HoldId, e.Amount, e.Purpose, e.CapturedAt)),
        HoldReleased e => (
            EndHold(account, e.HoldId, e.Amount),
            OfHold(EntryKind.HoldReleased, account, e.HoldId, e.Amount, e.Purpose, e.ReleasedAt)),
        HoldExpired e => (
            EndHold(account, e.HoldId, e.Amount),
            OfHold(EntryKind.HoldExpired, account, e.HoldId, e.Amount, e.Purpose, e.ExpiredAt)),
        AccountReopened or AccountUnfrozen => (account with { Status = AccountStatus.Open }, null),
        AccountFrozen => (account with { Status = AccountStatus.Frozen }, null),
        AccountClosed => (account with { Status = AccountStatus.Closed }, null),
        _ => throw new UnreachableException($"{happened.GetType()} is not folded."),
    };

    /// <summary>The account says what it has after it, and when the entry before it was.</summary>
    private static StatementEntry Entry(EntryKind kind, decimal amount, DateTimeOffset at) =>
        new() { Position = 0, At = at, Kind = kind, Amount = amount, BalanceAfter = 0, HeldAfter = 0 };

    private static StatementEntry Arrived(MoneyCredited e, Errand? errand, AccountId id) =>
        Entry(e.Kind is CreditKind.Returned ? EntryKind.CameBack : EntryKind.Received, e.Amount, e.CreditedAt) with
        {
            Source = e.Source,
            Counterparty = errand?.Opposite(id),
            Reference = errand?.Reference,
        };

    private static (AccountSummary Account, StatementEntry Entry) Place(AccountSummary account, HoldPlaced e, Errand? errand, AccountId id)
    {
        var hold = new OpenHold(e.HoldId, e.Amount, e.PlacedAt, e.ExpiresAt, e.Purpose, errand?.Opposite(id), errand?.Reference);
        var listed = account.Holds.Length < AccountSummary.ListedHoldCountMax ? account.Holds.Add(hold) : account.Holds;
        var held = account with { Held = account.Held + e.Amount, OpenHoldCount = account.OpenHoldCount + 1, Holds = listed };
        return (held, OfHold(EntryKind.HoldPlaced, hold, e.HoldId, e.Amount, e.Purpose, e.PlacedAt));
    }

    private static AccountSummary EndHold(AccountSummary account, string holdId, decimal amount) => account with
    {
        Held = account.Held - amount,
        OpenHoldCount = account.OpenHoldCount - 1,
        Holds = account.Holds.RemoveAll(hold => hold.HoldId == holdId),
    };

    private static StatementEntry OfHold(EntryKind kind, AccountSummary before, string holdId, decimal amount, string purpose, DateTimeOffset at) =>
        OfHold(kind, before.Holds.FirstOrDefault(hold => hold.HoldId == holdId), holdId, amount, purpose, at);

    private static StatementEntry OfHold(EntryKind kind, OpenHold? hold, string holdId, decimal amount, string purpose, DateTimeOffset at) =>
        Entry(kind, amount, at) with { Source = purpose, Counterparty = hold?.Counterparty, Reference = hold?.Reference, HoldId = holdId };
}
