using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>What shops earned, by period and currency. A period in which nothing was posted has no line.</summary>
/// <param name="Lines">The earliest first.</param>
/// <param name="KeptFrom">The first day that is known by itself; null if months were asked for, or nothing was ever posted.</param>
/// <param name="Freshness">How far it is true.</param>
[GenerateSerializer, Immutable, Alias("income-report")]
public sealed record IncomeReport(
    [property: Id(0)] ImmutableArray<IncomeLine> Lines,
    [property: Id(1)] DateOnly? KeptFrom,
    [property: Id(2)] ViewFreshness Freshness);
