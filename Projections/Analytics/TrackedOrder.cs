using System.Collections.Immutable;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What must be known of an order to count what becomes of it.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Currency">Of its prices.</param>
/// <param name="Country">Where it goes.</param>
/// <param name="OrderedAt">What its sales are counted under.</param>
/// <param name="PlacedAt">When the journal recorded it: from when it takes time.</param>
/// <param name="Lines">What is left of them.</param>
public sealed record TrackedOrder(
    string Customer, string Currency, string Country, DateTimeOffset OrderedAt, DateTimeOffset PlacedAt, ImmutableArray<TrackedLine> Lines)
{
    /// <summary>Something of it came back.</summary>
    public bool HasReturns { get; init; }
}
