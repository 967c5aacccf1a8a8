using System.Diagnostics;
using CommandProcessor.Grains.Interfaces.Stock;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Projections.StockLevels;

/// <summary>How many pieces of a product are on hand, and how many of them promised.</summary>
internal readonly record struct PieceCount(long OnHand, long Booked)
{
    public PieceCount After(StockEvent happened) => happened switch
    {
        StockReceived e => this with { OnHand = OnHand + e.Quantity },
        StockBooked e => this with { Booked = Booked + e.Quantity },
        BookingCancelled e => this with { Booked = Booked - e.Quantity },
        BookingExpired e => this with { Booked = Booked - e.Quantity },
        BookingShipped e => new(OnHand - e.Quantity, Booked - e.Quantity),
        StockLeftUnbooked e => this with { OnHand = OnHand + e.Missing - e.Quantity },
        StockCounted e => this with { OnHand = e.Counted },
        ProductRegistered or PriceChanged or ReorderLevelSet or ProductDiscontinued => this,
        _ => throw new UnreachableException($"{happened.GetType()} is not folded."),
    };
}
