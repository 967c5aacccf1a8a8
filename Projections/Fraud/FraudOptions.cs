using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Fraud;

/// <summary>
/// The rules that raise alerts, and bounds of the report. A change applies to all that ever happened: the view is folded anew beside what is
/// shown. The <c>Score</c> of a rule is what an alert scores where the rule just fires.
/// </summary>
public sealed class FraudOptions
{
    public const string Section = "CommandProcessor:Fraud";

    /// <summary>Customers of a partition whose recent doings are remembered; of more, those quiet for long are forgotten.</summary>
    [Range(8, 10_000_000)]
    public int CustomerCountMax { get; set; } = 20_000;

    /// <summary>The newest alerts of a partition that can be open at the same time; older ones lapse.</summary>
    [Range(1, 100_000)]
    public int OpenAlertCountMax { get; set; } = 1_000;

    /// <summary>Events that an alert names.</summary>
    [Range(1, 100)]
    public int EvidenceCountMax { get; set; } = 20;

    [ValidateObjectMembers]
    public VelocityRule Velocity { get; set; } = new();

    [ValidateObjectMembers]
    public UnusualAmountRule UnusualAmount { get; set; } = new();

    [ValidateObjectMembers]
    public DeclinesThenSuccessRule DeclinesThenSuccess { get; set; } = new();

    [ValidateObjectMembers]
    public LargeFirstOrderRule LargeFirstOrder { get; set; } = new();

    [ValidateObjectMembers]
    public RefundAbuseRule RefundAbuse { get; set; } = new();

    [ValidateObjectMembers]
    public ManyPayersRule ManyPayers { get; set; } = new();
}

/// <summary>What every rule has.</summary>
public abstract class FraudRuleOptions
{
    public bool IsOn { get; set; } = true;

    [Range(1, 100)]
    public int Score { get; set; } = 50;
}

/// <summary>So many orders and transfers of a customer within so long. Few people place five orders in an hour; scripts do.</summary>
public sealed class VelocityRule : FraudRuleOptions
{
    public VelocityRule() => Score = 40;

    [Range(2, 100)]
    public int CountMin { get; set; } = 5;

    [Range(1, 10_080)]
    public int WindowMinutes { get; set; } = 60;
}

/// <summary>
/// An order of so many times the median of the customer's orders before, in the same currency. A median, because one large order in the
/// past must not make the next one usual.
/// </summary>
public sealed class UnusualAmountRule : FraudRuleOptions
{
    [Range(1.1, 1_000)]
    public decimal FactorMin { get; set; } = 5;

    /// <summary>Orders before it that it takes to know what is usual.</summary>
    [Range(2, 100)]
    public int HistoryCountMin { get; set; } = 5;

    /// <summary>The newest orders that count as the customer's history.</summary>
    [Range(2, 100)]
    public int HistoryCountMax { get; set; } = 16;
}

/// <summary>So many declined payments within so long, the last of them followed by one that is authorized.</summary>
public sealed class DeclinesThenSuccessRule : FraudRuleOptions
{
    public DeclinesThenSuccessRule() => Score = 60;

    [Range(2, 100)]
    public int CountMin { get; set; } = 3;

    [Range(1, 8_760)]
    public int WindowHours { get; set; } = 24;
}

/// <summary>The first order of a customer who is new is of at least so much.</summary>
public sealed class LargeFirstOrderRule : FraudRuleOptions
{
    /// <summary>The smallest amount that any currency has.</summary>
    internal const decimal AmountLeast = 0.001m;
    internal const decimal AmountMost = 1_000_000_000_000m;

    /// <summary>Days from the opening of the customer's first account for which a customer is new.</summary>
    [Range(1, 3_650)]
    public int NewDays { get; set; } = 30;

    /// <summary>What is large, by the code of the currency.</summary>
    public Dictionary<string, decimal> AmountMin { get; } = new(StringComparer.Ordinal) { ["JPY"] = 200_000m };

    /// <summary>What is large in any other currency.</summary>
    [Range(typeof(decimal), "0.01", "1000000000000")]
    public decimal AmountMinElse { get; set; } = 1_000m;

    public decimal AmountMinOf(string currency) => AmountMin.GetValueOrDefault(currency, AmountMinElse);
}

/// <summary>So many refunds within so long that come to such a share of what the customer paid in that time, in the same currency.</summary>
public sealed class RefundAbuseRule : FraudRuleOptions
{
    public RefundAbuseRule() => Score = 60;

    [Range(2, 100)]
    public int CountMin { get; set; } = 3;

    [Range(0.01, 1)]
    public decimal ShareMin { get; set; } = 0.5m;

    [Range(1, 3_650)]
    public int WindowDays { get; set; } = 90;

    /// <summary>The newest payments and refunds that are remembered of a customer.</summary>
    [Range(2, 100)]
    public int HistoryCountMax { get; set; } = 32;
}

/// <summary>
/// Transfers from so many different customers arrive at one within so long. Payments of orders do not count: a shop lives on being paid by
/// many.
/// </summary>
public sealed class ManyPayersRule : FraudRuleOptions
{
    [Range(2, 50)]
    public int CountMin { get; set; } = 10;

    [Range(1, 8_760)]
    public int WindowHours { get; set; } = 24;
}
