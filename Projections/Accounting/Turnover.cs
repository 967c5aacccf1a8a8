using CommandProcessor.Grains.Interfaces.Accounting;

namespace CommandProcessor.Projections.Accounting;

/// <summary>What was posted to an account of the ledger in a period: a day, a month (named by its first day), or ever (null).</summary>
[GenerateSerializer, Immutable, Alias("ledger-turnover")]
public sealed record Turnover(
    [property: Id(0)] DateOnly? Period,
    [property: Id(1)] string Currency,
    [property: Id(2)] LedgerAccount Account,
    [property: Id(3)] decimal Debits,
    [property: Id(4)] decimal Credits)
{
    internal Turnover With(LedgerPosting posting) => this with { Debits = Debits + posting.Debit, Credits = Credits + posting.Credit };
}
