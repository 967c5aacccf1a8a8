using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;

namespace CommandProcessor.Grains.Reactors;

/// <summary>One of the times that the goods of an order are sent: the first, and one more after each loss.</summary>
public readonly record struct Attempt
{
    private const string NamePrefix = OrderId.Kind + "/";

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
    public static Attempt? Of(OrderId order, ShipmentId shipment) =>
        shipment.Customer == order.Customer && shipment.Number.StartsWith(order.Number, StringComparison.Ordinal)
            ? Read(order, shipment.Number.AsSpan(order.Number.Length))
            : null;

    /// <summary>The attempt and the line that a booking is for, if it is one of those that an order's process makes.</summary>
    public static bool TryReadBooking(string bookingId, out Attempt attempt, out int lineNumber)
    {
        (attempt, lineNumber) = (default, 0);
        var end = bookingId.LastIndexOf(Identifier.NameSeparator, StringComparison.Ordinal);
        if (end < NamePrefix.Length || !bookingId.StartsWith(NamePrefix, StringComparison.Ordinal)) return false;
        var mark = bookingId.LastIndexOf(OrderId.AttemptMark, end - 1);
        if (mark < bookingId.LastIndexOf(Identifier.Separator, end - 1)) mark = end; // A customer's name may hold the mark too.
        if (!OrderId.TryParse(bookingId[NamePrefix.Length..mark], out var order) || Read(order, bookingId.AsSpan(mark..end)) is not { } read) return false;
        attempt = read;
        return IsNumber(bookingId.AsSpan(end + Identifier.NameSeparator.Length), out lineNumber);
    }

    public Attempt Next() => new(Order, Number + 1);

    /// <summary>The order's, for the first.</summary>
    public string Name => Order.Aggregate.Value + Suffix;

    /// <summary>Of the order's line of that number.</summary>
    public string BookingOf(int lineNumber) => string.Create(CultureInfo.InvariantCulture, $"{Name}{Identifier.NameSeparator}{lineNumber}");

    private static Attempt? Read(OrderId order, ReadOnlySpan<char> suffix)
    {
        if (suffix.IsEmpty) return First(order);
        return suffix[0] == OrderId.AttemptMark && IsNumber(suffix[1..], out var number) && number > 1 ? new Attempt(order, number) : null;
    }

    /// <summary>As it is written here, or another name would name the same: no signs, no spaces, no zeros before it.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text[0] != '0';
}
