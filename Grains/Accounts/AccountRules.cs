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

    public static Refusal? RefuseText(string name, string? text) => Refuse.If(Code.MalformedText, FreeText.Mistake(name, text));

    public static Refusal? RefuseExpiry(DateTimeOffset expiresAt, DateTimeOffset now) =>
        Refuse.If(Code.ExpiryPast, ExpiryRules.PastMistake(expiresAt, now))
        ?? Refuse.ForNowIf(Code.ExpiryTooFar, ExpiryRules.TooFarMistake(expiresAt, now, AccountLimits.HoldDaysMax));
}
