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
        var (account, movement) = Change(head.Accounts[place], happened, head, id);
        if (movement is not { } moved) return new(head with { Accounts = head.Accounts.SetItem(place, account) }, null);

        var at = moved.At > account.LastEntryAt ? moved.At : account.LastEntryAt ?? moved.At;
        account = account with { EntryCount = account.EntryCount + 1, LastEntryAt = at };
        return new(head with { Accounts = head.Accounts.SetItem(place, account) }, Entry(place, moved, recorded.Position, at, account));
    }

    private static PlacedEntry Entry(int place, Movement moved, long position, DateTimeOffset at, AccountSummary after) => new()
    {
        Account = place,
        Position = position,
        At = at,
        Kind = moved.Kind,
        Amount = moved.Amount,
        BalanceAfter = after.Balance,
        HeldAfter = after.Held,
        Source = moved.Source,
        Counterparty = moved.Counterparty,
        Reference = moved.Reference,
        HoldId = moved.HoldId,
    };

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

    private static (AccountSummary Account, Movement? Moved) Change(
        AccountSummary account, AccountEvent happened, TransactionHistoryHead head, AccountId id) => happened switch
    {
        MoneyDeposited e => (
            account with { Balance = account.Balance + e.Amount },
            new Movement(EntryKind.Deposited, e.Amount, e.DepositedAt) { Reference = e.Reference }),
        MoneyWithdrawn e => (
            account with { Balance = account.Balance - e.Amount },
            new Movement(EntryKind.Withdrawn, e.Amount, e.WithdrawnAt) { Reference = e.Reference }),
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

    private static Movement Arrived(MoneyCredited e, Errand? errand, AccountId id) =>
        new(e.Kind is CreditKind.Returned ? EntryKind.CameBack : EntryKind.Received, e.Amount, e.CreditedAt)
        {
            Source = e.Source,
            Counterparty = errand?.Opposite(id),
            Reference = errand?.Reference,
        };

    private static (AccountSummary Account, Movement Moved) Place(AccountSummary account, HoldPlaced e, Errand? errand, AccountId id)
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

    private static Movement OfHold(EntryKind kind, AccountSummary before, string holdId, decimal amount, string purpose, DateTimeOffset at) =>
        OfHold(kind, before.Holds.FirstOrDefault(hold => hold.HoldId == holdId), holdId, amount, purpose, at);

    private static Movement OfHold(EntryKind kind, OpenHold? hold, string holdId, decimal amount, string purpose, DateTimeOffset at) =>
        new(kind, amount, at) { Source = purpose, Counterparty = hold?.Counterparty, Reference = hold?.Reference, HoldId = holdId };

    /// <summary>What an event says of the money that it moves; the account has the rest of the entry.</summary>
    private readonly record struct Movement(EntryKind Kind, decimal Amount, DateTimeOffset At)
    {
        public string? Source { get; init; }

        public AccountId? Counterparty { get; init; }

        public string? Reference { get; init; }

        public string? HoldId { get; init; }
    }
}
