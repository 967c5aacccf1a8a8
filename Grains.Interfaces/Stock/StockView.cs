namespace CommandProcessor.Grains.Interfaces.Stock;

/// <summary>A product and its stock as the journal has it.</summary>
[GenerateSerializer, Immutable, Alias("stock-view")]
public sealed record StockView
{
    [Id(0)] public required StockStatus Status { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required string Category { get; init; }

    [Id(3)] public required decimal Price { get; init; }

    [Id(4)] public required string Currency { get; init; }

    [Id(5)] public required long OnHand { get; init; }

    /// <summary>The part of what is on hand that is promised to somebody.</summary>
    [Id(6)] public required long Booked { get; init; }

    [Id(7)] public required long Available { get; init; }

    [Id(8)] public required int OpenBookingCount { get; init; }

    /// <summary>Number of its newest event.</summary>
    [Id(9)] public required long Version { get; init; }

    /// <summary>Below how many available pieces it is to be ordered again; 0 says never.</summary>
    [Id(10)] public required long ReorderLevel { get; init; }
}
