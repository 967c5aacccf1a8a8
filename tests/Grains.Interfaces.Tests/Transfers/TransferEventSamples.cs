using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Tests.Events;
using CommandProcessor.Grains.Interfaces.Transfers;

namespace CommandProcessor.Grains.Interfaces.Tests.Transfers;

internal static class TransferEventSamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);

    public static EventFamily Family { get; } = EventFamily.Of(
        TransferEventCodec.Instance,
        new TransferEvent.TransferRequested(new AccountId("17850", "main"), new AccountId("Жук", "savings"), 12.50m, "GBP", "Rent", At),
        new TransferEvent.TransferAuthorized(At),
        new TransferEvent.TransferRejected(223, "Insufficient funds", At),
        new TransferEvent.TransferCompleted(At));
}
