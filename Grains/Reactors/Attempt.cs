using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Grains.Reactors;

/// <summary>One of the times that the goods of an order are sent: the first, and one more after each loss.</summary>
internal readonly record struct Attempt
{
    private Attempt(OrderId order, int number)
    {
        Order = order;
        Number = number;
    }

    public OrderId Order { get; }

    /// <summary>1, 2, 3 …</summary>
    public int Number { get; }

    public ShipmentId Shipment => new(Order.Customer, Order.Number + Suffix);

    private string Suffix => Number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{OrderId.AttemptMark}{Number}");

    public static Attempt First(OrderId order) => new(order, 1);

    /// <summary>Null if the shipment is not one of those that the order's process makes.</summary>
    public static Attempt? Of(OrderId order, ShipmentId shipment)
    {
        if (shipment.Customer != order.Customer || !shipment.Number.StartsWith(order.Number, StringComparison.Ordinal)) return null;
        var suffix = shipment.Number.AsSpan(order.Number.Length);
        if (suffix.IsEmpty) return First(order);
        return suffix[0] == OrderId.AttemptMark && int.TryParse(suffix[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1
            ? new Attempt(order, number)
            : null;
    }

    public Attempt Next() => new(Order, Number + 1);

    /// <summary>The order's, for the first.</summary>
    public string Name => Order.Aggregate.Value + Suffix;

    /// <summary>Of the order's line of that number.</summary>
    public string BookingOf(int lineNumber) => string.Create(CultureInfo.InvariantCulture, $"{Name}{Identifier.NameSeparator}{lineNumber}");
}
