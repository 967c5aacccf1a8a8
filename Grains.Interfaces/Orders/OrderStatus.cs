namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>Where an order stands. Placed → Confirmed → Shipped → Delivered; Rejected and Cancelled end it before it is shipped, Lost after.</summary>
[GenerateSerializer, Alias("order-status")]
public enum OrderStatus
{
    None = 0,
    Placed = 1,
    Confirmed = 2,
    Shipped = 3,
    Delivered = 4,
    Cancelled = 5,
    Rejected = 6,

    /// <summary>Every piece of a delivered order came back.</summary>
    Returned = 7,

    /// <summary>Shipped, never to arrive, and given up: the money goes back.</summary>
    Lost = 8,
}
