namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>Pieces of one product that were booked for one order, left for it and came back from it.</summary>
internal sealed class PieceFlow
{
    /// <summary>Ever, whatever became of the bookings.</summary>
    public long Booked { get; set; }

    public long Left { get; set; }

    public long CameBack { get; set; }

    /// <summary>Somebody has compared it.</summary>
    public bool IsKnown { get; set; }
}

/// <summary>A product in an order's name, such as "order/17850/536365".</summary>
internal readonly record struct OrderedProduct(string Order, string Sku);
