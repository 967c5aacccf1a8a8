namespace CommandProcessor.Grains.Interfaces.FraudAlerts;

/// <summary>What can be asked of a fraud alert.</summary>
[GenerateSerializer, Immutable, Alias("fraud-alert-command")]
public abstract record FraudAlertCommand
{
    private FraudAlertCommand() { }

    /// <summary>Somebody has looked into it; that is once and for ever.</summary>
    /// <param name="By">Who.</param>
    /// <param name="Note">What they found, for those who ask later.</param>
    /// <param name="Verdict">What it was.</param>
    [GenerateSerializer, Immutable, Alias("fraud-alert.acknowledge")]
    public sealed record AcknowledgeAlert(
        [property: Id(0)] string By,
        [property: Id(1)] string Note,
        [property: Id(2)] FraudVerdict Verdict) : FraudAlertCommand;
}
