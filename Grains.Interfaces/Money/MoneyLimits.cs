namespace CommandProcessor.Grains.Interfaces.Money;

/// <summary>How much money there may be in one place. Within these limits every sum is exact, in every currency.</summary>
public static class MoneyLimits
{
    /// <summary>Of one movement; the largest order can be paid at once.</summary>
    public const decimal AmountMax = 2_000_000_000_000_000_000m;

    /// <summary>Of one account. With three decimals that is 27 of the 28 digits that a decimal always holds.</summary>
    public const decimal BalanceMax = 1_000_000_000_000_000_000_000_000m;
}
