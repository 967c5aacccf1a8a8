using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Tests.Events;

namespace CommandProcessor.Grains.Interfaces.Tests.FraudAlerts;

internal static class FraudAlertEventSamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);

    public static EventFamily Family { get; } = EventFamily.Of(
        FraudAlertEventCodec.Instance,
        new FraudAlertEvent.AlertAcknowledged("Жук", "Stolen card.", FraudVerdict.Fraud, At));
}
