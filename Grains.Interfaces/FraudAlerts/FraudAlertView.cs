namespace CommandProcessor.Grains.Interfaces.FraudAlerts;

/// <summary>What became of a fraud alert, as the journal has it.</summary>
[GenerateSerializer, Immutable, Alias("fraud-alert-view")]
public sealed record FraudAlertView
{
    [Id(0)] public required string By { get; init; }

    [Id(1)] public required string Note { get; init; }

    [Id(2)] public required FraudVerdict Verdict { get; init; }

    [Id(3)] public required DateTimeOffset AcknowledgedAt { get; init; }

    /// <summary>Number of its newest event.</summary>
    [Id(4)] public required long Version { get; init; }
}
