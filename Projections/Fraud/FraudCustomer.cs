using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Fraud;

namespace CommandProcessor.Projections.Fraud;

/// <summary>What the rules need to know of a customer's recent past. Each list is bounded by an option, the newest last.</summary>
public sealed record FraudCustomer
{
    /// <summary>Position of the event that changed it last.</summary>
    public required long ChangedAt { get; init; }

    /// <summary>True if nothing of the customer was forgotten: the first event of the key is in it.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>When the first account was opened, if that is known.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public bool HasOrdered { get; init; }

    public ImmutableArray<FraudAmount> Orders { get; init; } = [];

    /// <summary>Orders and transfers within the window of velocity.</summary>
    public ImmutableArray<FraudEvidence> Attempts { get; init; } = [];

    /// <summary>Declined payments since the last that was authorized.</summary>
    public ImmutableArray<FraudEvidence> Declines { get; init; } = [];

    /// <summary>Completed payments and refunds.</summary>
    public ImmutableArray<FraudAmount> Settled { get; init; } = [];

    /// <summary>Others who sent money, each once.</summary>
    public ImmutableArray<FraudPayer> Payers { get; init; } = [];

    /// <summary>Alerts of rules that still hold, so that one run of events raises one alert.</summary>
    public ImmutableArray<FraudEpisode> Episodes { get; init; } = [];
}

/// <summary>An amount, and the event that it is of.</summary>
public sealed record FraudAmount(FraudEvidence Evidence, string Currency, decimal Amount, bool IsRefund = false);

/// <summary>A customer who sent money, and the newest event of that.</summary>
public sealed record FraudPayer(string Customer, FraudEvidence Evidence);

/// <summary>A rule that fired and has held since.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Alert">The number of the alert that it raised.</param>
/// <param name="Count">How many events were behind it when the alert was last written.</param>
public sealed record FraudEpisode(FraudRule Rule, string Alert, int Count);
