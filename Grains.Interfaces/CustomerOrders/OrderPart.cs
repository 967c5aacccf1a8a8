namespace CommandProcessor.Grains.Interfaces.CustomerOrders;

/// <summary>Which change of an order a watcher is told of; it is shown the whole order.</summary>
public enum OrderPart
{
    Everything = 0,

    /// <summary>Where it stands.</summary>
    Status = 1,

    /// <summary>What it comes to, and what of it came back.</summary>
    Amounts = 2,

    /// <summary>Its lines and where it goes.</summary>
    Contents = 3,

    /// <summary>Its payments and how far they are.</summary>
    Payments = 4,

    /// <summary>The times that its goods were sent, and how far they are.</summary>
    Shipments = 5,

    /// <summary>Who has to do something next.</summary>
    WaitsFor = 6,
}
