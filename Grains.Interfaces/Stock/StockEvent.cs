namespace CommandProcessor.Grains.Interfaces.Stock;

/// <summary>What can happen to a product and its stock.</summary>
[GenerateSerializer, Immutable, Alias("stock-event")]
public abstract record StockEvent
{
    private StockEvent() { }

    [GenerateSerializer, Immutable, Alias("stock.registered.v1")]
    public sealed record ProductRegistered(
        [property: Id(0)] string Name,
        [property: Id(1)] string Category,
        [property: Id(2)] decimal Price,
        [property: Id(3)] string Currency,
        [property: Id(4)] DateTimeOffset RegisteredAt) : StockEvent;

    [GenerateSerializer, Immutable, Alias("stock.price-changed.v1")]
    public sealed record PriceChanged(
        [property: Id(0)] decimal Price,
        [property: Id(1)] string Currency,
        [property: Id(2)] DateTimeOffset ChangedAt) : StockEvent;

    [GenerateSerializer, Immutable, Alias("stock.received.v1")]
    public sealed record StockReceived(
        [property: Id(0)] int Quantity,
        [property: Id(1)] string Reference,
        [property: Id(2)] DateTimeOffset ReceivedAt) : StockEvent;

    [GenerateSerializer, Immutable, Alias("stock.booked.v1")]
    public sealed record StockBooked(
        [property: Id(0)] string BookingId,
        [property: Id(1)] int Quantity,
        [property: Id(2)] DateTimeOffset ExpiresAt,
        [property: Id(3)] DateTimeOffset BookedAt) : StockEvent;

    /// <summary>Pieces were not promised, and never will be to the same command; the product is as it was.</summary>
    /// <param name="BookingId">Of the booking that was asked for.</param>
    /// <param name="Quantity">How many.</param>
    /// <param name="Code">Of the rule that forbids it.</param>
    /// <param name="Reason">For a person.</param>
    /// <param name="DeclinedAt">When.</param>
    [GenerateSerializer, Immutable, Alias("stock.booking-declined.v1")]
    public sealed record BookingDeclined(
        [property: Id(0)] string BookingId,
        [property: Id(1)] int Quantity,
        [property: Id(2)] int Code,
        [property: Id(3)] string Reason,
        [property: Id(4)] DateTimeOffset DeclinedAt) : StockEvent;

    [GenerateSerializer, Immutable, Alias("stock.booking-cancelled.v1")]
    public sealed record BookingCancelled(
        [property: Id(0)] string BookingId,
        [property: Id(1)] int Quantity,
        [property: Id(2)] DateTimeOffset CancelledAt) : StockEvent;

    [GenerateSerializer, Immutable, Alias("stock.booking-shipped.v1")]
    public sealed record BookingShipped(
        [property: Id(0)] string BookingId,
        [property: Id(1)] int Quantity,
        [property: Id(2)] DateTimeOffset ShippedAt) : StockEvent;

    [GenerateSerializer, Immutable, Alias("stock.booking-expired.v1")]
    public sealed record BookingExpired(
        [property: Id(0)] string BookingId,
        [property: Id(1)] int Quantity,
        [property: Id(2)] DateTimeOffset ExpiredAt) : StockEvent;

    /// <summary>Pieces left that were not booked, or not any more.</summary>
    /// <param name="BookingId">What they would have been booked for.</param>
    /// <param name="Quantity">How many left.</param>
    /// <param name="Missing">How many of them the books did not have to give: they were there uncounted, and are counted as they leave.</param>
    /// <param name="LeftAt">When.</param>
    [GenerateSerializer, Immutable, Alias("stock.left-unbooked.v1")]
    public sealed record StockLeftUnbooked(
        [property: Id(0)] string BookingId,
        [property: Id(1)] int Quantity,
        [property: Id(2)] int Missing,
        [property: Id(3)] DateTimeOffset LeftAt) : StockEvent;

    /// <param name="Counted">What is on hand now.</param>
    /// <param name="Difference">How much more that is than was thought; negative if less.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="CountedAt">When.</param>
    [GenerateSerializer, Immutable, Alias("stock.counted.v1")]
    public sealed record StockCounted(
        [property: Id(0)] long Counted,
        [property: Id(1)] long Difference,
        [property: Id(2)] string Reason,
        [property: Id(3)] DateTimeOffset CountedAt) : StockEvent;

    [GenerateSerializer, Immutable, Alias("stock.reorder-level-set.v1")]
    public sealed record ReorderLevelSet([property: Id(0)] long Level, [property: Id(1)] DateTimeOffset SetAt) : StockEvent;

    [GenerateSerializer, Immutable, Alias("stock.discontinued.v1")]
    public sealed record ProductDiscontinued([property: Id(0)] string Reason, [property: Id(1)] DateTimeOffset DiscontinuedAt) : StockEvent;
}
