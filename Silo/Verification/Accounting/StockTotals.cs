namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>Pieces of all products. What is on hand and booked is what the products say; what came back and was shipped, what orders and shipments say.</summary>
/// <param name="Received">From suppliers.</param>
/// <param name="CameBack">From customers.</param>
/// <param name="Counted">Found or missed in counts.</param>
/// <param name="Shipped">To customers.</param>
/// <param name="Booked">The part of what is on hand that is promised to somebody.</param>
internal sealed record StockTotals(int ProductCount, long Received, long CameBack, long Counted, long Shipped, long OnHand, long Booked)
{
    public static StockTotals None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public bool AddsUp => Received + CameBack + Counted - Shipped == OnHand;
}
