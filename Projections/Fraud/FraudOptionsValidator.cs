using CommandProcessor.Grains.Interfaces.Money;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Fraud;

/// <summary>Refuses options out of their ranges, and those that contradict each other.</summary>
[OptionsValidator]
internal sealed partial class FraudOptionsRanges : IValidateOptions<FraudOptions>;

internal sealed class FraudOptionsValidator : IValidateOptions<FraudOptions>
{
    private readonly FraudOptionsRanges _ranges = new();

    public ValidateOptionsResult Validate(string? name, FraudOptions options)
    {
        var ranges = _ranges.Validate(name, options);
        var mistakes = ranges.Failures?.ToList() ?? [];
        var (unusual, refunds) = (options.UnusualAmount, options.RefundAbuse);
        if (unusual.HistoryCountMin > unusual.HistoryCountMax)
            mistakes.Add($"FraudOptions.UnusualAmount.HistoryCountMin {unusual.HistoryCountMin} exceeds its HistoryCountMax {unusual.HistoryCountMax}.");
        if (refunds.CountMin > refunds.HistoryCountMax)
            mistakes.Add($"FraudOptions.RefundAbuse.CountMin {refunds.CountMin} exceeds its HistoryCountMax {refunds.HistoryCountMax}.");
        foreach (var (currency, amount) in options.LargeFirstOrder.AmountMin)
        {
            if (Currency.DecimalsOf(currency) is null) mistakes.Add($"FraudOptions.LargeFirstOrder.AmountMin names the currency '{currency}', which is unknown.");
            if (amount is < LargeFirstOrderRule.AmountLeast or > LargeFirstOrderRule.AmountMost)
                mistakes.Add($"FraudOptions.LargeFirstOrder.AmountMin of {currency} is {amount}; it must be between {LargeFirstOrderRule.AmountLeast} and {LargeFirstOrderRule.AmountMost}.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
