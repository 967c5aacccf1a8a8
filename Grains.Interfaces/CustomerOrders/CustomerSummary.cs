using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Orders;

namespace CommandProcessor.Grains.Interfaces.CustomerOrders;

/// <summary>A customer's totals.</summary>
[GenerateSerializer, Immutable, Alias("customer-summary")]
public sealed record CustomerSummary
{
    [Id(0)] public required string Customer { get; init; }

    [Id(1)] public required int OrderCount { get; init; }

    [Id(2)] public required ImmutableArray<StatusCount> ByStatus { get; init; }

    /// <summary>One for each currency that the customer ordered in, by code.</summary>
    [Id(3)] public required ImmutableArray<CurrencyTotal> Totals { get; init; }

    [Id(4)] public required DateTimeOffset? FirstOrderedAt { get; init; }

    [Id(5)] public required DateTimeOffset? LastOrderedAt { get; init; }

    /// <summary>Position in the customer's partition up to which this is known to be true.</summary>
    [Id(6)] public required long Position { get; init; }

    /// <summary>Since when an event waits that could not be applied; null if none does.</summary>
    [Id(7)] public required DateTimeOffset? StaleSince { get; init; }

    /// <summary>Of the orders that wait for somebody.</summary>
    [Id(8)] public ImmutableArray<WaitCount> ByWait { get; init; } = [];
}

/// <summary>How many orders stand there.</summary>
[GenerateSerializer, Immutable, Alias("status-count")]
public sealed record StatusCount([property: Id(0)] OrderStatus Status, [property: Id(1)] int Count);

/// <summary>How many orders wait for whom.</summary>
[GenerateSerializer, Immutable, Alias("wait-count")]
public sealed record WaitCount([property: Id(0)] OrderWait WaitsFor, [property: Id(1)] int Count);

/// <summary>Money of one currency.</summary>
/// <param name="Currency">Code of ISO 4217.</param>
/// <param name="Ordered">Of all orders, also those cancelled, rejected or lost later.</param>
/// <param name="Ended">Of orders cancelled, rejected or lost.</param>
/// <param name="Returned">Of pieces that came back.</param>
[GenerateSerializer, Immutable, Alias("currency-total")]
public sealed record CurrencyTotal(
    [property: Id(0)] string Currency,
    [property: Id(1)] decimal Ordered,
    [property: Id(2)] decimal Ended,
    [property: Id(3)] decimal Returned)
{
    /// <summary>What remains of it.</summary>
    public decimal Net() => Ordered - Ended - Returned;
}
