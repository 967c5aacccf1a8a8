using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Stock;
using static CommandProcessor.Grains.Interfaces.Commands.Refusal;
using Code = CommandProcessor.Grains.Interfaces.Stock.StockRefusalCode;

namespace CommandProcessor.Grains.Stock;

/// <summary>The refusals that follow from what a product and its stock are. Transient are those that pass as goods come and bookings end.</summary>
internal static class StockRefusal
{
    /// <summary>The refusal that an event is the record of; null if it is of none.</summary>
    public static Refusal? RecordedBy(StockEvent happened) => happened is StockEvent.BookingDeclined e ? Final(e.Code, e.Reason) : null;

    public static Refusal AlreadyRegistered(StockItem item) => Final(
        Code.AlreadyRegistered, $"The product is {item.Status} as {item.Name}, {item.Category}, at {item.Price} {item.Currency}; it cannot be registered again.");

    public static Refusal? UnlessRegistered(StockItem item) => item.Status is StockStatus.None
        ? Transient(Code.NotRegistered, "The product is not registered.")
        : null;

    public static Refusal? UnlessSold(StockItem item) => UnlessRegistered(item) ?? (item.Status is StockStatus.Discontinued
        ? Final(Code.Discontinued, "The product is discontinued.")
        : null);

    public static Refusal BookingDiffers(string bookingId, Booking booking) => Transient(
        Code.BookingDiffers, $"Booking '{bookingId}' is open already, of {booking.Quantity} until {booking.ExpiresAt:O}.");

    public static Refusal? IfTooManyBookings(StockItem item) => item.Bookings.Count >= StockLimits.OpenBookingCountMax
        ? Transient(Code.TooManyBookings, $"The product has {item.Bookings.Count} open bookings; at most {StockLimits.OpenBookingCountMax} are allowed.")
        : null;

    public static Refusal? IfOutOfStock(StockItem item, int quantity) => quantity > item.Available()
        ? Transient(Code.OutOfStock, $"{quantity} cannot be booked; of {item.OnHand} on hand, {item.Available()} are available.")
        : null;

    public static Refusal? IfTooMuchOnHand(StockItem item, int quantity) => item.OnHand + quantity > StockLimits.OnHandMax
        ? Transient(Code.TooMuchOnHand, $"{item.OnHand} on hand and {quantity} would be more than {StockLimits.OnHandMax}.")
        : null;

    public static Refusal NoSuchBooking(string bookingId) => Transient(Code.NoSuchBooking, $"There is no open booking '{bookingId}'.");

    public static Refusal BookingNotExpired(string bookingId, Booking booking, DateTimeOffset now) => Transient(
        Code.BookingNotExpired, $"Booking '{bookingId}' ends at {booking.ExpiresAt:O}; it is {now:O}.");

    public static Refusal? IfBelowBooked(StockItem item, long counted) => counted < item.Booked
        ? Transient(Code.CountBelowBooked, $"{counted} on hand would be less than the {item.Booked} that are booked; cancel bookings first.")
        : null;
}
