using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Projections.CustomerOrders;

/// <summary>A customer's totals as they are kept; as small for 100,000 orders as for three.</summary>
public sealed record CustomerOrdersHead
{
    /// <summary>Payments of orders that are not placed yet which are remembered at most, the newest.</summary>
    public const int EarlyPaymentCountMax = 20;

    public required int OrderCount { get; init; }

    /// <summary>Orders by state; those that are many.</summary>
    public required ImmutableArray<StateCount> ByState { get; init; }

    public required ImmutableArray<CurrencyTotal> Totals { get; init; }

    public DateTimeOffset? FirstOrderedAt { get; init; }

    public DateTimeOffset? LastOrderedAt { get; init; }

    /// <summary>Payments that name an order which is not placed yet, the oldest first.</summary>
    public ImmutableArray<EarlyPayment> EarlyPayments { get; init; } = [];

    public static CustomerOrdersHead Empty { get; } = new() { OrderCount = 0, ByState = [], Totals = [] };

    public ImmutableArray<StatusCount> ByStatus() =>
        [.. ByState.GroupBy(state => state.State.Status).Select(states => new StatusCount(states.Key, states.Sum(state => state.Count)))];

    public ImmutableArray<WaitCount> ByWait() =>
    [
        .. ByState.Where(state => state.State.WaitsFor is not OrderWait.Nobody).GroupBy(state => state.State.WaitsFor)
            .OrderBy(states => states.Key).Select(states => new WaitCount(states.Key, states.Sum(state => state.Count))),
    ];

    /// <summary>The categories of items in which there are orders of a status, or that wait for somebody, or both; all that there are for null and null.</summary>
    internal int[] CategoriesOf(OrderStatus? status, OrderWait? waitsFor)
    {
        var states = ByState.Select(state => state.State).Where(state => status is null || state.Status == status);
        return [.. states.Where(state => waitsFor is null || state.WaitsFor == waitsFor).Select(state => state.Category)];
    }

    /// <summary>One order leaves a state (none if it is new) and is in another.</summary>
    internal CustomerOrdersHead Move(OrderState? from, OrderState to) =>
        from == to ? this : this with { ByState = Count(from is { } before ? Count(ByState, before, -1) : ByState, to, +1) };

    internal CustomerOrdersHead Add(string currency, decimal ordered = 0, decimal ended = 0, decimal returned = 0)
    {
        var at = 0; // In the order of their currencies.
        while (at < Totals.Length && string.CompareOrdinal(Totals[at].Currency, currency) < 0) at++;
        var isThere = at < Totals.Length && Totals[at].Currency == currency;
        var total = isThere ? Totals[at] : new(currency, 0, 0, 0);
        var changed = total with { Ordered = total.Ordered + ordered, Ended = total.Ended + ended, Returned = total.Returned + returned };
        return this with { Totals = isThere ? Totals.SetItem(at, changed) : Totals.Insert(at, changed) };
    }

    private static ImmutableArray<StateCount> Count(ImmutableArray<StateCount> counts, OrderState state, int change)
    {
        var at = 0; // In the order of their categories.
        while (at < counts.Length && counts[at].State.Category < state.Category) at++;
        if (at == counts.Length || counts[at].State != state) return counts.Insert(at, new(state, change));
        var count = counts[at].Count + change;
        return count == 0 ? counts.RemoveAt(at) : counts.SetItem(at, new(state, count));
    }
}

/// <summary>Where an order stands, and what it waits for there.</summary>
public readonly record struct OrderState(OrderStatus Status, OrderWait WaitsFor)
{
    private const int WaitCountMax = 8;

    /// <summary>Of the orders in this state; stands in the rows.</summary>
    [JsonIgnore] public int Category => ((int)Status * WaitCountMax) + (int)WaitsFor;

    internal static OrderState Of(OrderView order) => new(order.Status, order.WaitsFor);
}

/// <summary>How many orders are in a state.</summary>
public sealed record StateCount(OrderState State, int Count);

/// <summary>A payment that came before its order.</summary>
public sealed record EarlyPayment(string OrderNumber, OrderPaymentView Payment);
