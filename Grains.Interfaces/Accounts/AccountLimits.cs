namespace CommandProcessor.Grains.Interfaces.Accounts;

/// <summary>What an account may hold at most; for money see <see cref="Money.MoneyLimits"/>.</summary>
public static class AccountLimits
{
    public const int OpenHoldCountMax = 10_000;
    public const int HoldDaysMax = 366;
}
