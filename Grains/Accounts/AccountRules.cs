using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Money;
using CommandProcessor.Grains.Rules;
using Code = CommandProcessor.Grains.Interfaces.Accounts.AccountRefusalCode;

namespace CommandProcessor.Grains.Accounts;

/// <summary>What the parts of a command to an account must be like. Each rule returns the first refusal, in the order of the codes, or null.</summary>
internal static class AccountRules
{
    public static Refusal? RefuseTerms(string currency, decimal overdraftLimit) =>
        Refuse.If(Code.UnknownCurrency, MoneyRules.CurrencyMistake(currency))
        ?? (overdraftLimit is >= 0 and <= MoneyLimits.AmountMax ? null : Refusal.Final(
            Code.OverdraftLimitOutOfRange, $"Overdraft limit {overdraftLimit} is not between 0 and {MoneyLimits.AmountMax}."))
        ?? Refuse.If(Code.OverdraftLimitTooFine, MoneyRules.FinenessMistake("Overdraft limit", overdraftLimit, currency));

    public static Refusal? RefuseCurrency(Account account, string? currency) =>
        Refuse.If(Code.UnknownCurrency, MoneyRules.CurrencyMistake(currency))
        ?? (currency == account.Currency ? null : Refusal.Final(Code.WrongCurrency, $"The account is in {account.Currency}; {currency} cannot be mixed in."));

    public static Refusal? RefuseAmount(Account account, decimal amount) =>
        Refuse.If(Code.AmountOutOfRange, MoneyRules.AmountMistake("Amount", amount))
        ?? Refuse.If(Code.AmountTooFine, MoneyRules.FinenessMistake("Amount", amount, account.Currency));

    public static Refusal? RefuseMoney(Account account, decimal amount, string? currency) =>
        RefuseCurrency(account, currency) ?? RefuseAmount(account, amount);

    public static Refusal? RefuseHoldId(string? holdId) => Refuse.If(Code.MalformedHoldId, FreeText.Mistake("Hold id", holdId));

    public static Refusal? RefuseKind(CreditKind kind) => Enum.IsDefined(kind)
        ? null
        : Refusal.Final(Code.UnknownCreditKind, $"{(int)kind} is no kind of credit.");

    /// <summary>Only money that is sent may have to go back, and must then know whereto.</summary>
    public static Refusal? RefuseReturnTo(CreditKind kind, AccountId? returnTo) => kind is CreditKind.Sent
        ? Refuse.If(Code.MalformedReturnTo, returnTo is { } account ? account.Mistake() : "Money that is sent must say where it came from.")
        : null;

    /// <summary>What must hold of a hold whatever the account is.</summary>
    public static Refusal? RefusePromised(AccountCommand.PlaceHold command, DateTimeOffset now) =>
        Refuse.If(Code.UnknownCurrency, MoneyRules.CurrencyMistake(command.Currency))
        ?? RefuseHoldId(command.HoldId)
        ?? Refuse.If(Code.AmountOutOfRange, MoneyRules.AmountMistake("Amount", command.Amount))
        ?? RefuseText("Purpose", command.Purpose)
        ?? RefuseExpiry(command.ExpiresAt, now);

    /// <summary>What must hold of money in transit whatever the account is.</summary>
    public static Refusal? RefuseSent(AccountCommand.Credit command) =>
        Refuse.If(Code.UnknownCurrency, MoneyRules.CurrencyMistake(command.Currency))
        ?? Refuse.If(Code.AmountOutOfRange, MoneyRules.AmountMistake("Amount", command.Amount))
        ?? RefuseText("Source", command.Source)
        ?? RefuseReturnTo(command.Kind, command.ReturnTo);

    public static Refusal? RefuseText(string name, string? text) => Refuse.If(Code.MalformedText, FreeText.Mistake(name, text));

    public static Refusal? RefuseExpiry(DateTimeOffset expiresAt, DateTimeOffset now) =>
        Refuse.If(Code.ExpiryPast, ExpiryRules.PastMistake(expiresAt, now))
        ?? Refuse.ForNowIf(Code.ExpiryTooFar, ExpiryRules.TooFarMistake(expiresAt, now, AccountLimits.HoldDaysMax));
}
