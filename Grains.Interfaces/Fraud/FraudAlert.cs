using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.FraudAlerts;

namespace CommandProcessor.Grains.Interfaces.Fraud;

/// <summary>What looks like fraud, which rule says so, and on the strength of what.</summary>
[GenerateSerializer, Immutable, Alias("fraud-alert")]
public sealed record FraudAlert
{
    [Id(0)] public required FraudAlertId Id { get; init; }

    [Id(1)] public required FraudRule Rule { get; init; }

    [Id(2)] public required FraudAlertStatus Status { get; init; }

    /// <summary>1 to 100: the rule's own weight where it just fires, more the further its limit is exceeded.</summary>
    [Id(3)] public required int Score { get; init; }

    /// <summary>For a person.</summary>
    [Id(4)] public required string Reason { get; init; }

    /// <summary>The newest events behind it, oldest first.</summary>
    [Id(5)] public required ImmutableArray<FraudEvidence> Evidence { get; init; }

    /// <summary>What the event that raised it says about when.</summary>
    [Id(6)] public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Of the newest event behind it.</summary>
    [Id(7)] public required CommitPosition Position { get; init; }

    /// <summary>Null as long as nobody has looked into it.</summary>
    [Id(8)] public FraudAcknowledgement? Acknowledgement { get; init; }
}

/// <summary>One event behind an alert, to be found in the partition of the alert.</summary>
/// <param name="Position">Where it stands in the partition.</param>
/// <param name="Aggregate">Whose it is, such as order/17850/536365.</param>
/// <param name="Type">What it is, such as order-placed.</param>
/// <param name="At">When, as it says itself.</param>
[GenerateSerializer, Immutable, Alias("fraud-evidence")]
public sealed record FraudEvidence(
    [property: Id(0)] long Position,
    [property: Id(1)] string Aggregate,
    [property: Id(2)] string Type,
    [property: Id(3)] DateTimeOffset At);

/// <summary>Who looked into an alert, and what they found.</summary>
[GenerateSerializer, Immutable, Alias("fraud-acknowledgement")]
public sealed record FraudAcknowledgement(
    [property: Id(0)] string By,
    [property: Id(1)] string Note,
    [property: Id(2)] FraudVerdict Verdict,
    [property: Id(3)] DateTimeOffset At);
