using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Stock;

namespace CommandProcessor.Grains.Stock;

/// <summary>What must be known of a product and its stock to decide what may happen to it next.</summary>
public sealed record StockItem
{
    public static StockItem Initial { get; } = new();

    public StockStatus Status { get; init; }

    public string Name { get; init; } = "";

    public string Category { get; init; } = "";

    public decimal Price { get; init; }

    public string Currency { get; init; } = "";

    public long OnHand { get; init; }

    /// <summary>The sum of the open bookings.</summary>
    public long Booked { get; init; }

    /// <summary>Open bookings by their ids. What became of one that ended is not remembered: nothing depends on it.</summary>
    public ImmutableDictionary<string, Booking> Bookings { get; init; } = ImmutableDictionary<string, Booking>.Empty;

    /// <summary>Below how many available pieces it is to be ordered again; 0 says never.</summary>
    public long ReorderLevel { get; init; }

    public long Available() => OnHand - Booked;

    public StockView ToView(long version) => new()
    {
        Status = Status,
        Name = Name,
        Category = Category,
        Price = Price,
        Currency = Currency,
        OnHand = OnHand,
        Booked = Booked,
        Available = Available(),
        OpenBookingCount = Bookings.Count,
        Version = version,
        ReorderLevel = ReorderLevel,
    };
}
