using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CommandProcessor.Projections.Analytics;

/// <summary>The first of many, in one pass: no more of them are kept than are asked for.</summary>
internal static class SalesTop
{
    private static readonly Comparer<(decimal Net, string Name)> LastFirst = Comparer<(decimal Net, string Name)>.Create(static (left, right) =>
        left.Net != right.Net ? left.Net.CompareTo(right.Net) : string.CompareOrdinal(right.Name, left.Name));

    /// <summary>Those with the greatest revenue, the greatest first; among equals by name.</summary>
    public static ImmutableArray<NamedSales> Of(IEnumerable<NamedSales> rows, int countMax)
    {
        var last = new PriorityQueue<NamedSales, (decimal Net, string Name)>(countMax, LastFirst);
        foreach (var row in rows)
        {
            if (last.Count < countMax) last.Enqueue(row, (row.Sales.Net(), row.Name));
            else last.EnqueueDequeue(row, (row.Sales.Net(), row.Name));
        }

        var first = new NamedSales[last.Count];
        for (var at = first.Length - 1; at >= 0; at--) first[at] = last.Dequeue();
        return ImmutableCollectionsMarshal.AsImmutableArray(first);
    }
}
