using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounting;

namespace CommandProcessor.Projections.Accounting;

/// <summary>One amount on both sides of the books, so that whatever is made of moves balances.</summary>
internal readonly record struct Move(LedgerAccount Debit, LedgerAccount Credit, decimal Amount)
{
    public ImmutableArray<LedgerPosting> Postings() => [new(Debit, Amount, 0), new(Credit, 0, Amount)];

    /// <summary>Of two moves from the same account.</summary>
    public ImmutableArray<LedgerPosting> PostingsWith(Move other) =>
        [new(Debit, Amount + other.Amount, 0), new(Credit, 0, Amount), new(other.Credit, 0, other.Amount)];
}
