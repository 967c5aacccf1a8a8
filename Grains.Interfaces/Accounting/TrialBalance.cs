using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>All accounts that anything was posted to, by currency and in the order of the chart.</summary>
/// <param name="Lines">What was posted up to then.</param>
/// <param name="AtEndOf">The day whose end it is of, by when things happened; null for all that is known.</param>
/// <param name="Freshness">How far it is true.</param>
[GenerateSerializer, Immutable, Alias("trial-balance")]
public sealed record TrialBalance(
    [property: Id(0)] ImmutableArray<LedgerLine> Lines,
    [property: Id(1)] DateOnly? AtEndOf,
    [property: Id(2)] ViewFreshness Freshness)
{
    /// <summary>The balance of an account; 0 if nothing was posted to it.</summary>
    public decimal BalanceOf(string currency, LedgerAccount account) =>
        Lines.FirstOrDefault(line => line.Currency == currency && line.Account == account)?.Balance() ?? 0;

    /// <summary>True if in each currency the debits of each book equal its credits.</summary>
    public bool IsBalanced() => Lines
        .GroupBy(line => (line.Currency, line.Account.Book))
        .All(book => book.Sum(line => line.Debits) == book.Sum(line => line.Credits));

    /// <summary>What left one account and is not yet in another.</summary>
    public decimal InTransit(string currency) =>
        Lines.Where(line => line.Currency == currency && line.Account.IsInTransit).Sum(line => line.Balance());
}
