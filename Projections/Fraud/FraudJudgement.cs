using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Fraud;

namespace CommandProcessor.Projections.Fraud;

/// <summary>What an event makes of a customer.</summary>
internal readonly record struct FraudJudgement(FraudCustomer Customer, ImmutableArray<FraudFinding> Findings)
{
    public static implicit operator FraudJudgement(FraudCustomer customer) => new(customer, []);
}

/// <summary>What a rule says about an event.</summary>
internal abstract record FraudFinding(FraudRule Rule)
{
    /// <summary>The rule does not hold, or no more.</summary>
    public sealed record Over(FraudRule Rule) : FraudFinding(Rule);

    /// <param name="Rule">It holds.</param>
    /// <param name="Excess">How many times its limit was reached: 1 or more.</param>
    /// <param name="Weight">What it scores at the limit.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="Evidence">Oldest first; the last is the event that was judged.</param>
    /// <param name="IsLasting">It goes on to hold while more such events come: they belong to the same alert.</param>
    public sealed record Fired(FraudRule Rule, decimal Excess, int Weight, string Reason, ImmutableArray<FraudEvidence> Evidence, bool IsLasting)
        : FraudFinding(Rule)
    {
        public int Score => (int)Math.Min(100, Math.Max(1, Weight * Excess));
    }
}
