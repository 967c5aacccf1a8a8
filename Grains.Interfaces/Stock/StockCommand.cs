namespace CommandProcessor.Grains.Interfaces.Stock;

/// <summary>What can be asked of a product and its stock.</summary>
[GenerateSerializer, Immutable, Alias("stock-command")]
public abstract record StockCommand
{
    private StockCommand() { }

    [GenerateSerializer, Immutable, Alias("stock.register")]
    public sealed record RegisterProduct(
        [property: Id(0)] string Name,
        [property: Id(1)] string Category,
        [property: Id(2)] decimal Price,
        [property: Id(3)] string Currency) : StockCommand;

    /// <summary>Sets what a piece costs; the currency is for ever the one that the product was registered in.</summary>
    [GenerateSerializer, Immutable, Alias("stock.change-price")]
    public sealed record ChangePrice([property: Id(0)] decimal Price, [property: Id(1)] string Currency) : StockCommand;

    /// <summary>Pieces arrive, from a supplier or back from a customer, also of a product that is discontinued.</summary>
    [GenerateSerializer, Immutable, Alias("stock.receive")]
    public sealed record ReceiveStock([property: Id(0)] int Quantity, [property: Id(1)] string Reference) : StockCommand;

    /// <summary>Promises pieces to somebody; they stay on hand but are not available any more.</summary>
    /// <param name="BookingId">Unique among the open bookings of the product.</param>
    /// <param name="Quantity">Not more than what is available.</param>
    /// <param name="ExpiresAt">From then on <see cref="ExpireBooking"/> ends it.</param>
    /// <param name="IsDeclinedForGood">
    /// True has the product write down that it may not promise the pieces: then the same command is refused for ever, and a process can go on upon that.
    /// </param>
    [GenerateSerializer, Immutable, Alias("stock.book")]
    public sealed record BookStock(
        [property: Id(0)] string BookingId,
        [property: Id(1)] int Quantity,
        [property: Id(2)] DateTimeOffset ExpiresAt,
        [property: Id(3)] bool IsDeclinedForGood = false) : StockCommand;

    /// <summary>Makes booked pieces available again. A booking that is not there, or no more, is no refusal.</summary>
    [GenerateSerializer, Immutable, Alias("stock.cancel-booking")]
    public sealed record CancelBooking([property: Id(0)] string BookingId) : StockCommand;

    /// <summary>The booked pieces leave.</summary>
    [GenerateSerializer, Immutable, Alias("stock.ship-booking")]
    public sealed record ShipBooking([property: Id(0)] string BookingId) : StockCommand;

    /// <summary>
    /// Pieces have left, and the books follow whatever they say: the open booking of that id ends, and without one the pieces leave unbooked. Each
    /// command id counts; nothing is refused for lack of stock.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("stock.record-departure")]
    public sealed record RecordDeparture([property: Id(0)] string BookingId, [property: Id(1)] int Quantity) : StockCommand;

    /// <summary>Makes booked pieces whose time is over available again. A booking that is not there, or no more, is no refusal.</summary>
    [GenerateSerializer, Immutable, Alias("stock.expire-booking")]
    public sealed record ExpireBooking([property: Id(0)] string BookingId) : StockCommand;

    /// <summary>Somebody counted what is on hand; never less than what is booked.</summary>
    [GenerateSerializer, Immutable, Alias("stock.count")]
    public sealed record CountStock([property: Id(0)] long Counted, [property: Id(1)] string Reason) : StockCommand;

    /// <summary>Says below how many available pieces it is to be ordered again; 0 says never.</summary>
    [GenerateSerializer, Immutable, Alias("stock.set-reorder-level")]
    public sealed record SetReorderLevel([property: Id(0)] long Level) : StockCommand;

    /// <summary>From now on nobody can book it; bookings that are open end as they would have.</summary>
    [GenerateSerializer, Immutable, Alias("stock.discontinue")]
    public sealed record DiscontinueProduct([property: Id(0)] string Reason) : StockCommand;
}
