using CommandProcessor.Grains.Interfaces.Money;

namespace CommandProcessor.Grains.Rules;

/// <summary>What amounts of money must be like. Each rule says what is wrong, or null.</summary>
internal static class MoneyRules
{
    public static string? CurrencyMistake(string? currency) =>
        Currency.DecimalsOf(currency) is null ? $"Currency '{currency}' is not in ISO 4217." : null;

    public static string? AmountMistake(string name, decimal amount, decimal amountMax = MoneyLimits.AmountMax) =>
        amount is > 0 && amount <= amountMax ? null : $"{name} {amount} is not more than 0 and at most {amountMax}.";

    /// <summary>Amounts are never rounded: one with more decimals than its currency has is wrong.</summary>
    public static string? FinenessMistake(string name, decimal amount, string currency)
    {
        var decimals = Currency.DecimalsOf(currency) ?? 0;
        return decimal.Round(amount, decimals) == amount ? null : $"{name} {amount} has more than the {decimals} decimals of {currency}.";
    }
}
