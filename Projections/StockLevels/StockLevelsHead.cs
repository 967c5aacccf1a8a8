namespace CommandProcessor.Projections.StockLevels;

/// <summary>A product and its stock as they are kept.</summary>
public sealed record StockLevelsHead
{
    public static StockLevelsHead Empty { get; } = new();

    public string Name { get; init; } = "";

    public string Category { get; init; } = "";

    public decimal Price { get; init; }

    /// <summary>Empty before the product is registered.</summary>
    public string Currency { get; init; } = "";

    public long OnHand { get; init; }

    public long Booked { get; init; }

    public int OpenBookingCount { get; init; }

    public long ReorderLevel { get; init; }

    public DateTimeOffset? DiscontinuedAt { get; init; }

    public DateTimeOffset LastChangedAt { get; init; }

    internal bool IsRegistered => Currency.Length > 0;
}
