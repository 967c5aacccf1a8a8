using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Tests.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.Accounts;

internal static class AccountEventSamples
{
    private const string Transfer = "transfer/17850/1";
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);

    public static EventFamily Family { get; } = EventFamily.Of(
        AccountEventCodec.Instance,
        new AccountEvent.AccountOpened("GBP", 100m, At),
        new AccountEvent.MoneyDeposited(12.50m, "GBP", "Salary \"May\"", At),
        new AccountEvent.MoneyWithdrawn(0.01m, "GBP", "Жук", At),
        new AccountEvent.HoldPlaced(Transfer, 30m, "GBP", At.AddHours(1), Transfer, At),
        new AccountEvent.HoldDeclined(Transfer, 30m, "GBP", Transfer, AccountRefusalCode.InsufficientFunds, "30 GBP is more than the 20 available.", At),
        new AccountEvent.HoldCaptured(Transfer, 12.5m, 17.5m, "GBP", Transfer, At),
        new AccountEvent.HoldReleased(Transfer, 30m, "GBP", Transfer, At),
        new AccountEvent.HoldExpired(Transfer, 30m, "GBP", Transfer, At),
        new AccountEvent.MoneyCredited(12.5m, "GBP", Transfer, CreditKind.Returned, At),
        new AccountEvent.CreditDeclined(12.5m, "GBP", Transfer, new("17850", "main"), AccountRefusalCode.AccountFrozen, "The account is frozen.", At),
        new AccountEvent.AccountReopened(Transfer, At),
        new AccountEvent.AccountFrozen("Lost card", At),
        new AccountEvent.AccountUnfrozen("Found it", At),
        new AccountEvent.AccountClosed(At));
}
