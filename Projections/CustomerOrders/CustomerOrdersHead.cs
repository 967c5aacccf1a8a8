using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>A customer's totals as they are kept; as small for 100,000 orders as for three.</summary>
public sealed record CustomerOrdersHead
{
    public required int OrderCount { get; init; }

    public required ImmutableArray<StatusCount> ByStatus { get; init; }

    public required ImmutableArray<CurrencyTotal> Totals { get; init; }

    public DateTimeOffset? FirstOrderedAt { get; init; }

    public DateTimeOffset? LastOrderedAt { get; init; }

    public static CustomerOrdersHead Empty { get; } = new() { OrderCount = 0, ByStatus = [], Totals = [] };

    /// <summary>One order leaves a status (none if it is new) and stands in another.</summary>
    internal CustomerOrdersHead Move(OrderStatus from, OrderStatus to) =>
        from == to ? this : this with { ByStatus = Count(Count(ByStatus, from, -1), to, +1) };

    internal CustomerOrdersHead Add(string currency, decimal ordered = 0, decimal ended = 0, decimal returned = 0)
    {
        var total = Totals.FirstOrDefault(total => total.Currency == currency) ?? new(currency, 0, 0, 0);
        var changed = total with { Ordered = total.Ordered + ordered, Ended = total.Ended + ended, Returned = total.Returned + returned };
        var others = Totals.Where(other => other.Currency != currency);
        return this with { Totals = [.. others.Append(changed).OrderBy(other => other.Currency, StringComparer.Ordinal)] };
    }

    private static ImmutableArray<StatusCount> Count(ImmutableArray<StatusCount> counts, OrderStatus status, int change)
    {
        if (status == OrderStatus.None) return counts;
        var count = (counts.FirstOrDefault(count => count.Status == status)?.Count ?? 0) + change;
        var others = counts.Where(other => other.Status != status);
        return [.. (count == 0 ? others : others.Append(new(status, count))).OrderBy(other => other.Status)];
    }
}
