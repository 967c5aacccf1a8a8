using System.Diagnostics;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Rules;
using static CommandProcessor.Grains.Accounts.AccountRules;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountCommand;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using Decision = CommandProcessor.Grains.Aggregates.Decision<CommandProcessor.Grains.Interfaces.Accounts.AccountEvent>;

namespace CommandProcessor.Grains.Accounts;

/// <summary>
/// The rules of an account. Releasing and expiring undo: where there is nothing to undo they bring about nothing, whatever the account is.
/// </summary>
public sealed class AccountDecider : IDecider<Account, AccountCommand, AccountEvent>
{
    private AccountDecider() { }

    public static Account Initial => Account.Initial;

    public static Decision Decide(Account state, AccountCommand command, DateTimeOffset now) => command switch
    {
        OpenAccount open => Open(state, open, now),
        Deposit deposit => TakeIn(state, deposit, now),
        Withdraw withdraw => PayOut(state, withdraw, now),
        PlaceHold place => Place(state, place, now),
        CaptureHold capture => Capture(state, capture, now),
        ReleaseHold release => Release(state, release, now),
        ExpireHold expire => Expire(state, expire, now),
        Credit credit => TakeOver(state, credit, now),
        FreezeAccount freeze => Freeze(state, freeze, now),
        UnfreezeAccount unfreeze => Unfreeze(state, unfreeze, now),
        CloseAccount => Close(state, now),
        _ => throw new UnreachableException(),
    };

    public static Account Evolve(Account state, AccountEvent @event) => @event switch
    {
        AccountOpened e => state with { Status = AccountStatus.Open, Currency = e.Currency, OverdraftLimit = e.OverdraftLimit },
        MoneyDeposited e => state with { Balance = state.Balance + e.Amount },
        MoneyWithdrawn e => state with { Balance = state.Balance - e.Amount },
        HoldPlaced e => state with { Held = state.Held + e.Amount, Holds = state.Holds.Add(e.HoldId, new(e.Amount, e.ExpiresAt, e.Purpose)) },
        HoldCaptured e => WithoutHold(state, e.HoldId, e.Amount + e.FreedAmount) with { Balance = state.Balance - e.Amount },
        HoldReleased e => WithoutHold(state, e.HoldId, e.Amount),
        HoldExpired e => WithoutHold(state, e.HoldId, e.Amount),
        MoneyCredited e => state with { Balance = state.Balance + e.Amount },
        HoldDeclined or CreditDeclined => state,
        AccountReopened or AccountUnfrozen => state with { Status = AccountStatus.Open },
        AccountFrozen => state with { Status = AccountStatus.Frozen },
        AccountClosed => state with { Status = AccountStatus.Closed },
        _ => throw new UnreachableException(),
    };

    /// <summary>Money that is held or moves in the name of a process belongs to it; an expiry is nobody's wish.</summary>
    public static bool IsForStepsAlone(Account state, AccountCommand command) => command switch
    {
        PlaceHold place => ProcessNames.Has(place.HoldId) || ProcessNames.Has(place.Purpose),
        CaptureHold capture => ProcessNames.Has(capture.HoldId),
        ReleaseHold release => ProcessNames.Has(release.HoldId),
        Credit credit => credit.Kind is not CreditKind.Plain || ProcessNames.Has(credit.Source),
        _ => false,
    };

    private static Decision Open(Account state, OpenAccount command, DateTimeOffset now)
    {
        var isSame = command.Currency == state.Currency && command.OverdraftLimit == state.OverdraftLimit;
        if (isSame && state.Status is AccountStatus.Open or AccountStatus.Frozen) return Decision.Nothing;
        if (state.Status is not AccountStatus.None) return AccountRefusal.AlreadyOpened(state);
        return RefuseTerms(command.Currency, command.OverdraftLimit)
            ?? (Decision)new AccountOpened(command.Currency, command.OverdraftLimit, now);
    }

    private static Decision TakeIn(Account state, Deposit command, DateTimeOffset now) =>
        AccountRefusal.UnlessOpen(state)
        ?? RefuseMoney(state, command.Amount, command.Currency)
        ?? RefuseText("Reference", command.Reference)
        ?? AccountRefusal.IfTooMuch(state, command.Amount)
        ?? (Decision)new MoneyDeposited(command.Amount, command.Currency, command.Reference, now);

    private static Decision PayOut(Account state, Withdraw command, DateTimeOffset now) =>
        AccountRefusal.UnlessOpen(state)
        ?? RefuseMoney(state, command.Amount, command.Currency)
        ?? RefuseText("Reference", command.Reference)
        ?? AccountRefusal.IfInsufficient(state, command.Amount)
        ?? (Decision)new MoneyWithdrawn(command.Amount, command.Currency, command.Reference, now);

    private static Decision Place(Account state, PlaceHold command, DateTimeOffset now)
    {
        var same = new Hold(command.Amount, command.ExpiresAt, command.Purpose);
        var known = FindHold(state, command.HoldId);
        if (known == same && command.Currency == state.Currency) return Decision.Nothing;
        var refusal = AccountRefusal.UnlessOpen(state)
            ?? RefuseCurrency(state, command.Currency)
            ?? RefuseHoldId(command.HoldId)
            ?? RefuseAmount(state, command.Amount)
            ?? RefuseText("Purpose", command.Purpose)
            ?? RefuseExpiry(command.ExpiresAt, now)
            ?? (known is null ? null : AccountRefusal.HoldDiffers(command.HoldId, known))
            ?? AccountRefusal.IfTooManyHolds(state)
            ?? AccountRefusal.IfInsufficient(state, command.Amount);
        if (refusal is not null) return command.IsDeclinedForGood ? DeclineOrRefuse(command, refusal, now) : refusal;

        return new HoldPlaced(command.HoldId, command.Amount, command.Currency, command.ExpiresAt, command.Purpose, now);
    }

    /// <summary>
    /// A refusal is forgotten after a while, and a repeat that was then accepted would hold money for what has ended already. What no account ever
    /// takes is refused as that, whatever this one is.
    /// </summary>
    private static Decision DeclineOrRefuse(PlaceHold command, Refusal refusal, DateTimeOffset now) =>
        RefusePromised(command, now)
        ?? (AccountRefusal.IsOfState(refusal)
            ? new HoldDeclined(command.HoldId, command.Amount, command.Currency, command.Purpose, refusal.Code, refusal.Message, now)
            : (Decision)refusal);

    /// <summary>A hold was placed while the account was open: it is captured also if the account is frozen by now.</summary>
    private static Decision Capture(Account state, CaptureHold command, DateTimeOffset now)
    {
        if (AccountRefusal.UnlessOpened(state) is { } notOpened) return notOpened;
        if (RefuseHoldId(command.HoldId) is { } holdId) return holdId;
        if (command.Amount is { } asked && RefuseAmount(state, asked) is { } malformed) return malformed;
        if (FindHold(state, command.HoldId) is not { } hold) return AccountRefusal.NoSuchHold(command.HoldId);

        var amount = command.Amount ?? hold.Amount;
        if (amount > hold.Amount) return AccountRefusal.CaptureExceedsHold(command.HoldId, hold, amount);
        return new HoldCaptured(command.HoldId, amount, hold.Amount - amount, state.Currency, hold.Purpose, now);
    }

    private static Decision Release(Account state, ReleaseHold command, DateTimeOffset now)
    {
        if (RefuseHoldId(command.HoldId) is { } holdId) return holdId;
        if (FindHold(state, command.HoldId) is not { } hold) return Decision.Nothing;
        return new HoldReleased(command.HoldId, hold.Amount, state.Currency, hold.Purpose, now);
    }

    private static Decision Expire(Account state, ExpireHold command, DateTimeOffset now)
    {
        if (RefuseHoldId(command.HoldId) is { } holdId) return holdId;
        if (FindHold(state, command.HoldId) is not { } hold) return Decision.Nothing;
        if (now < hold.ExpiresAt) return AccountRefusal.HoldNotExpired(command.HoldId, hold, now);
        return new HoldExpired(command.HoldId, hold.Amount, state.Currency, hold.Purpose, now);
    }

    private static Decision TakeOver(Account state, Credit command, DateTimeOffset now)
    {
        var isReturned = command.Kind is CreditKind.Returned;
        var refusal = (isReturned ? AccountRefusal.UnlessOpened(state) : AccountRefusal.UnlessOpen(state))
            ?? RefuseMoney(state, command.Amount, command.Currency)
            ?? RefuseKind(command.Kind)
            ?? RefuseText("Source", command.Source)
            ?? RefuseReturnTo(command.Kind, command.ReturnTo)
            ?? (isReturned ? null : AccountRefusal.IfTooMuch(state, command.Amount));
        if (refusal is not null) return command.Kind is CreditKind.Sent ? DeclineOrRefuse(command, refusal, now) : refusal;

        var credited = new MoneyCredited(command.Amount, command.Currency, command.Source, command.Kind, now);
        return state.Status is AccountStatus.Closed ? Decision.FromEvents(new AccountReopened(command.Source, now), credited) : credited;
    }

    /// <summary>
    /// Money in transit is declined by an event: a refusal is forgotten after a while, and a repeat that was then accepted would credit here
    /// what went back already. A malformed command is refused; it holds no money.
    /// </summary>
    private static Decision DeclineOrRefuse(Credit command, Refusal refusal, DateTimeOffset now) =>
        RefuseSent(command)
        ?? (AccountRefusal.IsOfState(refusal) && command.ReturnTo is { } returnTo
            ? new CreditDeclined(command.Amount, command.Currency, command.Source, returnTo, refusal.Code, refusal.Message, now)
            : (Decision)refusal);

    private static Decision Freeze(Account state, FreezeAccount command, DateTimeOffset now)
    {
        if ((AccountRefusal.UnlessOpened(state) ?? AccountRefusal.IfClosed(state)) is { } refusal) return refusal;
        if (state.Status is AccountStatus.Frozen) return Decision.Nothing;
        return RefuseText("Reason", command.Reason) ?? (Decision)new AccountFrozen(command.Reason, now);
    }

    private static Decision Unfreeze(Account state, UnfreezeAccount command, DateTimeOffset now)
    {
        if ((AccountRefusal.UnlessOpened(state) ?? AccountRefusal.IfClosed(state)) is { } refusal) return refusal;
        if (state.Status is AccountStatus.Open) return Decision.Nothing;
        return RefuseText("Reason", command.Reason) ?? (Decision)new AccountUnfrozen(command.Reason, now);
    }

    private static Decision Close(Account state, DateTimeOffset now)
    {
        if (state.Status is AccountStatus.Closed) return Decision.Nothing;
        if (AccountRefusal.UnlessOpen(state) is { } refusal) return refusal;
        if (state.Balance != 0) return AccountRefusal.NotEmpty(state);
        if (!state.Holds.IsEmpty) return AccountRefusal.HoldsOpen(state);
        return new AccountClosed(now);
    }

    private static Hold? FindHold(Account state, string? holdId) => holdId is null ? null : state.Holds.GetValueOrDefault(holdId);

    private static Account WithoutHold(Account state, string holdId, decimal amount) =>
        state with { Held = state.Held - amount, Holds = state.Holds.Remove(holdId) };
}
