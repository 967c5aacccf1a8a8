namespace CommandProcessor.Grains.Interfaces.CustomerOrders;

/// <summary>What an order waits for.</summary>
[GenerateSerializer, Alias("order-wait")]
public enum OrderWait
{
    /// <summary>All is done.</summary>
    Nobody = 0,

    /// <summary>That somebody confirms it: it is not carried out by itself.</summary>
    Confirmation = 1,

    /// <summary>That its goods are booked.</summary>
    Stock = 2,

    /// <summary>That it is paid, or that money comes back.</summary>
    Payment = 3,

    /// <summary>That its goods leave.</summary>
    Warehouse = 4,

    /// <summary>That its goods arrive.</summary>
    Carrier = 5,
}
