using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Fraud;

/// <summary>Which alerts to show, of all that were ever raised.</summary>
/// <param name="Rule">Only those of a rule; null for all.</param>
/// <param name="From">The oldest moment that is in it; default for the beginning.</param>
/// <param name="Until">The first moment that is not in it; null for no end.</param>
/// <param name="After">The <see cref="FraudAlertPage.Next"/> of the page before; null for the first.</param>
/// <param name="PageSize">1 to <see cref="PageSizeMax"/>.</param>
[GenerateSerializer, Immutable, Alias("fraud-alert-page-request")]
public sealed record FraudAlertPageRequest(
    [property: Id(0)] FraudRule? Rule = null,
    [property: Id(1)] DateTimeOffset From = default,
    [property: Id(2)] DateTimeOffset? Until = null,
    [property: Id(3)] string? After = null,
    [property: Id(4)] int PageSize = 20)
{
    public const int PageSizeMax = 500;

    /// <summary>Says what is wrong with it, or null.</summary>
    public string? Mistake()
    {
        if (Rule is { } rule && (rule is FraudRule.None || !Enum.IsDefined(rule))) return $"FraudAlertPageRequest.Rule {rule} is no rule.";
        if (Until <= From) return $"FraudAlertPageRequest.Until {Until:O} is not after From {From:O}.";
        return PageSize is < 1 or > PageSizeMax ? $"FraudAlertPageRequest.PageSize {PageSize} is not between 1 and {PageSizeMax}." : null;
    }
}

/// <summary>Some alerts, the newest first.</summary>
/// <param name="Next">Asks for the page after this; null if this is the last.</param>
[GenerateSerializer, Immutable, Alias("fraud-alert-page")]
public sealed record FraudAlertPage(
    [property: Id(0)] ImmutableArray<FraudAlert> Alerts,
    [property: Id(1)] string? Next,
    [property: Id(2)] ViewFreshness Freshness);
