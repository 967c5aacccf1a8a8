namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>A product as its events add up.</summary>
internal sealed class StockEntry
{
    public long Received { get; set; }

    public long CameBack { get; set; }

    public long Counted { get; set; }

    public long Shipped { get; set; }

    public long Booked { get; private set; }

    public Dictionary<string, Reserved> Bookings { get; } = new(StringComparer.Ordinal);

    public long OnHand => Received + CameBack + Counted - Shipped;

    public bool Book(string bookingId, int quantity, DateTimeOffset expiresAt)
    {
        Booked += quantity;
        return Bookings.TryAdd(bookingId, new(quantity, bookingId, expiresAt));
    }

    /// <returns>False if there was no such booking, or of another quantity.</returns>
    public bool Free(string bookingId, int quantity)
    {
        if (!Bookings.Remove(bookingId, out var booking)) return false;
        Booked -= (long)booking.Amount;
        return booking.Amount == quantity;
    }
}
