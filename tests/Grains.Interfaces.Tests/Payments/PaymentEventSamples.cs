using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Tests.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.Payments;

internal static class PaymentEventSamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);
    private static readonly PaymentTerms Terms = new(new OrderId("17850", "536365"), new AccountId("17850", "main"), new AccountId("shop", "main"), "GBP");

    public static EventFamily Family { get; } = EventFamily.Of(
        PaymentEventCodec.Instance,
        new PaymentEvent.PaymentRequested(Terms, 15.31m, At),
        new PaymentEvent.PaymentAuthorized(Terms, 15.31m, At),
        new PaymentEvent.PaymentDeclined(Terms, 223, "Insufficient funds", At),
        new PaymentEvent.PaymentCaptureRequested(Terms, 15.30m, At),
        new PaymentEvent.PaymentCompleted(Terms, 15.30m, At),
        new PaymentEvent.PaymentCaptureFailed(Terms, 225, "There is no open hold", At),
        new PaymentEvent.PaymentVoided(Terms, "Changed my mind", At),
        new PaymentEvent.RefundRequested(Terms, "r1", 5.11m, "Broken \"glass\"", At),
        new PaymentEvent.RefundAuthorized(Terms, "r1", 5.11m, At),
        new PaymentEvent.RefundCompleted(Terms, "r1", 5.11m, At),
        new PaymentEvent.RefundFailed(Terms, "r1", 5.11m, 203, "The account is frozen.", At));
}
