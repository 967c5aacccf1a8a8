using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Money;
using static CommandProcessor.Grains.Interfaces.Commands.Refusal;
using Code = CommandProcessor.Grains.Interfaces.Accounts.AccountRefusalCode;

namespace CommandProcessor.Grains.Accounts;

/// <summary>
/// The refusals that follow from what an account is. Nearly all are transient: money comes, holds end, and even a closed account opens again for
/// money that returns.
/// </summary>
internal static class AccountRefusal
{
    /// <summary>True for refusals of money that is well-formed: another account, or this one at another time, would take or promise it.</summary>
    public static bool IsOfState(Refusal refusal) => refusal.Code is
        Code.NotOpened or Code.AccountClosed or Code.AccountFrozen or Code.WrongCurrency or Code.AmountTooFine or
        Code.HoldDiffers or Code.TooManyHolds or Code.InsufficientFunds or Code.BalanceTooLarge;

    /// <summary>The refusal that an event is the record of; null if it is of none.</summary>
    public static Refusal? RecordedBy(AccountEvent happened) => happened switch
    {
        AccountEvent.HoldDeclined e => Final(e.Code, e.Reason),
        AccountEvent.CreditDeclined e => Final(e.Code, e.Reason),
        _ => null,
    };

    public static Refusal AlreadyOpened(Account account) => Final(
        Code.AlreadyOpened, $"The account is {account.Status}, in {account.Currency}, with an overdraft limit of {account.OverdraftLimit}; it cannot be opened again.");

    public static Refusal? UnlessOpened(Account account) => account.Status is AccountStatus.None
        ? Transient(Code.NotOpened, "The account is not opened.")
        : null;

    public static Refusal? IfClosed(Account account) => account.Status is AccountStatus.Closed
        ? Transient(Code.AccountClosed, "The account is closed.")
        : null;

    public static Refusal? UnlessOpen(Account account) => UnlessOpened(account) ?? IfClosed(account) ?? (account.Status is AccountStatus.Frozen
        ? Transient(Code.AccountFrozen, "The account is frozen.")
        : null);

    public static Refusal? IfInsufficient(Account account, decimal amount) => amount > account.Spendable()
        ? Transient(Code.InsufficientFunds,
            $"{amount} {account.Currency} is more than the {account.Available()} available and the overdraft limit of {account.OverdraftLimit}.")
        : null;

    public static Refusal? IfTooMuch(Account account, decimal amount) => account.Balance + amount > MoneyLimits.BalanceMax
        ? Transient(Code.BalanceTooLarge, $"A balance of {account.Balance} and {amount} would be more than {MoneyLimits.BalanceMax}.")
        : null;

    public static Refusal? IfTooManyHolds(Account account) => account.Holds.Count >= AccountLimits.OpenHoldCountMax
        ? Transient(Code.TooManyHolds, $"The account has {account.Holds.Count} open holds; at most {AccountLimits.OpenHoldCountMax} are allowed.")
        : null;

    public static Refusal HoldDiffers(string holdId, Hold hold) => Transient(
        Code.HoldDiffers, $"Hold '{holdId}' is open already, of {hold.Amount} until {hold.ExpiresAt:O} for {hold.Purpose}.");

    public static Refusal NoSuchHold(string holdId) => Transient(Code.NoSuchHold, $"There is no open hold '{holdId}'.");

    public static Refusal CaptureExceedsHold(string holdId, Hold hold, decimal amount) => Transient(
        Code.CaptureExceedsHold, $"Hold '{holdId}' is of {hold.Amount}; {amount} cannot be captured from it.");

    public static Refusal HoldNotExpired(string holdId, Hold hold, DateTimeOffset now) => Transient(
        Code.HoldNotExpired, $"Hold '{holdId}' ends at {hold.ExpiresAt:O}; it is {now:O}.");

    public static Refusal NotEmpty(Account account) => Transient(
        Code.NotEmpty, $"The account has {account.Balance} {account.Currency}; only an empty one can be closed.");

    public static Refusal HoldsOpen(Account account) => Transient(
        Code.HoldsOpen, $"The account has {account.Holds.Count} open holds; only one without can be closed.");
}
