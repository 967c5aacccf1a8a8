using CommandProcessor.Grains.Interfaces.FraudAlerts;

namespace CommandProcessor.Grains.FraudAlerts;

/// <summary>What must be known of a fraud alert to decide what may be said about it.</summary>
public sealed record FraudAlertState
{
    public static FraudAlertState Initial { get; } = new();

    /// <summary>None as long as nobody has looked into it.</summary>
    public FraudVerdict Verdict { get; init; }

    public string By { get; init; } = "";

    public string Note { get; init; } = "";

    public DateTimeOffset AcknowledgedAt { get; init; }

    public FraudAlertView ToView(long version) => new() { By = By, Note = Note, Verdict = Verdict, AcknowledgedAt = AcknowledgedAt, Version = version };
}
