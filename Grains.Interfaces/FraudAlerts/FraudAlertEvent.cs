namespace CommandProcessor.Grains.Interfaces.FraudAlerts;

/// <summary>What can happen to a fraud alert, apart from being raised: that is the report's business.</summary>
[GenerateSerializer, Immutable, Alias("fraud-alert-event")]
public abstract record FraudAlertEvent
{
    private FraudAlertEvent() { }

    [GenerateSerializer, Immutable, Alias("fraud-alert.acknowledged.v1")]
    public sealed record AlertAcknowledged(
        [property: Id(0)] string By,
        [property: Id(1)] string Note,
        [property: Id(2)] FraudVerdict Verdict,
        [property: Id(3)] DateTimeOffset AcknowledgedAt) : FraudAlertEvent;
}
