using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Analytics;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What was sold, one for each currency; mostly there is one.</summary>
public sealed record SalesRow(ImmutableArray<Sales> Sales)
{
    public static SalesRow Empty { get; } = new([]);

    internal long OrderCount()
    {
        var count = 0L;
        foreach (var sales in Sales) count += sales.OrderCount;
        return count;
    }

    internal Sales? In(string currency)
    {
        foreach (var sales in Sales)
        {
            if (sales.Currency == currency) return sales;
        }

        return null;
    }

    internal SalesRow With(Sales change) =>
        new(In(change.Currency) is { } before ? Sales.Replace(before, before.Plus(change)) : Sales.Add(change));
}
