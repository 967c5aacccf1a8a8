using System.Collections.Immutable;

namespace CommandProcessor.Projections.Accounting;

/// <summary>What one partition has to say to a question about the books.</summary>
/// <param name="Totals">All that was ever posted.</param>
/// <param name="Periods">What was posted in the periods that the question is about, and in all later ones.</param>
/// <param name="NewestDay">The newest that anything was posted on.</param>
[GenerateSerializer, Immutable, Alias("ledger-part")]
public sealed record LedgerPart(
    [property: Id(0)] ImmutableArray<Turnover> Totals,
    [property: Id(1)] ImmutableArray<Turnover> Periods,
    [property: Id(2)] DateOnly? NewestDay);
