namespace CommandProcessor.Grains.Interfaces.StockLevels;

/// <summary>A product and how much of it there is; unlike <see cref="Stock.StockView"/>, it follows the journal and asks no aggregate.</summary>
[GenerateSerializer, Immutable, Alias("stock-level")]
public sealed record StockLevel
{
    [Id(0)] public required string Sku { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required string Category { get; init; }

    [Id(3)] public required decimal Price { get; init; }

    [Id(4)] public required string Currency { get; init; }

    [Id(5)] public required long OnHand { get; init; }

    /// <summary>The part of what is on hand that is promised to somebody.</summary>
    [Id(6)] public required long Booked { get; init; }

    [Id(7)] public required int OpenBookingCount { get; init; }

    /// <summary>Below how many available pieces it is to be ordered again; 0 says never.</summary>
    [Id(8)] public required long ReorderLevel { get; init; }

    /// <summary>Since when nobody can book it any more; null if everybody can.</summary>
    [Id(9)] public required DateTimeOffset? DiscontinuedAt { get; init; }

    [Id(10)] public required DateTimeOffset LastChangedAt { get; init; }

    /// <summary>Position in the product's partition up to which this is known to be true.</summary>
    [Id(11)] public required long Position { get; init; }

    /// <summary>Since when an event waits that could not be applied; null if none does.</summary>
    [Id(12)] public required DateTimeOffset? StaleSince { get; init; }

    /// <summary>What can be booked.</summary>
    public long Available() => OnHand - Booked;

    /// <summary>True if it is to be ordered again.</summary>
    public bool IsBelowReorderLevel() => DiscontinuedAt is null && Available() < ReorderLevel;
}
