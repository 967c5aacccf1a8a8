using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Fraud;

/// <summary>Which open alerts to show.</summary>
/// <param name="Rule">Only those of a rule; null for all.</param>
/// <param name="Customer">Only those about a customer; null for all.</param>
/// <param name="ScoreMin">Only those that score as much.</param>
/// <param name="CountMax">1 to <see cref="AlertCountMax"/>.</param>
[GenerateSerializer, Immutable, Alias("fraud-report-request")]
public sealed record FraudReportRequest(
    [property: Id(0)] FraudRule? Rule = null,
    [property: Id(1)] string? Customer = null,
    [property: Id(2)] int ScoreMin = 0,
    [property: Id(3)] int CountMax = 20)
{
    public const int AlertCountMax = 500;

    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake()
    {
        if (Rule is { } rule && (rule is FraudRule.None || !Enum.IsDefined(rule))) return $"FraudReportRequest.Rule {rule} is no rule.";
        if (Customer is not null && Events.Identifier.Mistake(Customer, "FraudReportRequest.Customer") is { } mistake) return mistake;
        if (ScoreMin is < 0 or > 100) return $"FraudReportRequest.ScoreMin {ScoreMin} is not between 0 and 100.";
        return CountMax is < 1 or > AlertCountMax ? $"FraudReportRequest.CountMax {CountMax} is not between 1 and {AlertCountMax}." : null;
    }
}

/// <summary>What looks like fraud and waits for somebody to look into it, and what became of all that ever did.</summary>
/// <param name="Open">As many as were asked for: the highest score first, among equals the newest.</param>
/// <param name="OpenCount">How many would have been shown without a limit.</param>
/// <param name="Totals">One of each rule that ever fired, by rule.</param>
/// <param name="Freshness">How far all this is true.</param>
[GenerateSerializer, Immutable, Alias("fraud-report")]
public sealed record FraudReport(
    [property: Id(0)] ImmutableArray<FraudAlert> Open,
    [property: Id(1)] int OpenCount,
    [property: Id(2)] ImmutableArray<FraudRuleTotal> Totals,
    [property: Id(3)] ViewFreshness Freshness);

/// <summary>The alerts that a rule raised. Those that are in no other column are open.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Raised">All of them.</param>
/// <param name="Fraud">Found to be fraud.</param>
/// <param name="Genuine">Found to be none.</param>
/// <param name="Unclear">Looked into without a finding.</param>
/// <param name="Lapsed">Never looked into while they were open.</param>
[GenerateSerializer, Immutable, Alias("fraud-rule-total")]
public sealed record FraudRuleTotal(
    [property: Id(0)] FraudRule Rule,
    [property: Id(1)] long Raised,
    [property: Id(2)] long Fraud,
    [property: Id(3)] long Genuine,
    [property: Id(4)] long Unclear,
    [property: Id(5)] long Lapsed)
{
    public long Open() => Raised - Fraud - Genuine - Unclear - Lapsed;

    public FraudRuleTotal And(FraudRuleTotal other) =>
        new(Rule, Raised + other.Raised, Fraud + other.Fraud, Genuine + other.Genuine, Unclear + other.Unclear, Lapsed + other.Lapsed);
}
