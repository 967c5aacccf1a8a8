namespace CommandProcessor.Grains.Interfaces.FraudAlerts;

/// <summary>Codes of the refusals of a fraud alert, checked in this order. Never reused.</summary>
public static class FraudAlertRefusalCode
{
    public const int AlreadyAcknowledged = 700;

    public const int MalformedBy = 710;
    public const int MalformedNote = 711;
    public const int UnknownVerdict = 712;
}
