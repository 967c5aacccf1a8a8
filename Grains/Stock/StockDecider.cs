using System.Diagnostics;
using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Rules;
using static CommandProcessor.Grains.Interfaces.Stock.StockCommand;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;
using static CommandProcessor.Grains.Stock.StockRules;
using Decision = CommandProcessor.Grains.Aggregates.Decision<CommandProcessor.Grains.Interfaces.Stock.StockEvent>;

namespace CommandProcessor.Grains.Stock;

/// <summary>
/// The rules of a product and its stock. Cancelling and expiring undo: where there is nothing to undo they bring about nothing, whatever the product is.
/// What has left is a fact: it is written down whatever the product is and the books say.
/// </summary>
public sealed class StockDecider : IDecider<StockItem, StockCommand, StockEvent>
{
    private StockDecider() { }

    public static StockItem Initial => StockItem.Initial;

    public static Decision Decide(StockItem state, StockCommand command, DateTimeOffset now) => command switch
    {
        RegisterProduct register => Register(state, register, now),
        ChangePrice change => Change(state, change, now),
        ReceiveStock receive => Receive(state, receive, now),
        BookStock book => Book(state, book, now),
        CancelBooking cancel => Cancel(state, cancel, now),
        ShipBooking ship => Ship(state, ship, now),
        RecordDeparture departure => Depart(state, departure, now),
        ExpireBooking expire => Expire(state, expire, now),
        CountStock count => Count(state, count, now),
        SetReorderLevel level => SetLevel(state, level, now),
        DiscontinueProduct discontinue => Discontinue(state, discontinue, now),
        _ => throw new UnreachableException(),
    };

    public static StockItem Evolve(StockItem state, StockEvent @event) => @event switch
    {
        ProductRegistered e => state with
        {
            Status = StockStatus.Registered,
            Name = e.Name,
            Category = e.Category,
            Price = e.Price,
            Currency = e.Currency,
        },
        PriceChanged e => state with { Price = e.Price },
        StockReceived e => state with { OnHand = state.OnHand + e.Quantity },
        StockBooked e => state with
        {
            Booked = state.Booked + e.Quantity,
            Bookings = state.Bookings.Add(e.BookingId, new(e.Quantity, e.ExpiresAt)),
        },
        BookingDeclined => state,
        BookingCancelled e => WithoutBooking(state, e.BookingId, e.Quantity),
        BookingShipped e => WithoutBooking(state, e.BookingId, e.Quantity) with { OnHand = state.OnHand - e.Quantity },
        BookingExpired e => WithoutBooking(state, e.BookingId, e.Quantity),
        StockLeftUnbooked e => state with { OnHand = state.OnHand + e.Missing - e.Quantity },
        StockCounted e => state with { OnHand = e.Counted },
        ReorderLevelSet e => state with { ReorderLevel = e.Level },
        ProductDiscontinued => state with { Status = StockStatus.Discontinued },
        _ => throw new UnreachableException(),
    };

    /// <summary>Pieces that are booked or come back in the name of a process belong to it; an expiry is nobody's wish.</summary>
    public static bool IsForStepsAlone(StockItem state, StockCommand command) => command switch
    {
        ReceiveStock receive => ProcessNames.Has(receive.Reference),
        BookStock book => ProcessNames.Has(book.BookingId),
        CancelBooking cancel => ProcessNames.Has(cancel.BookingId),
        ShipBooking ship => ProcessNames.Has(ship.BookingId),
        RecordDeparture departure => ProcessNames.Has(departure.BookingId),
        _ => false,
    };

    private static Decision Register(StockItem state, RegisterProduct command, DateTimeOffset now)
    {
        if (state.Status is StockStatus.Registered && IsSame(state, command)) return Decision.Nothing;
        if (state.Status is not StockStatus.None) return StockRefusal.AlreadyRegistered(state);
        return RefuseText("Name", command.Name)
            ?? RefuseText("Category", command.Category)
            ?? RefuseCurrency(command.Currency)
            ?? RefusePrice(command.Price, command.Currency)
            ?? (Decision)new ProductRegistered(command.Name, command.Category, command.Price, command.Currency, now);
    }

    private static Decision Change(StockItem state, ChangePrice command, DateTimeOffset now)
    {
        var refusal = StockRefusal.UnlessSold(state)
            ?? RefuseCurrency(command.Currency)
            ?? RefuseOtherCurrency(state, command.Currency)
            ?? RefusePrice(command.Price, command.Currency);
        if (refusal is not null) return refusal;
        return command.Price == state.Price ? Decision.Nothing : new PriceChanged(command.Price, command.Currency, now);
    }

    private static Decision Receive(StockItem state, ReceiveStock command, DateTimeOffset now) =>
        StockRefusal.UnlessRegistered(state)
        ?? RefuseText("Reference", command.Reference)
        ?? RefuseQuantity(command.Quantity, 1, StockLimits.ReceivedQuantityMax)
        ?? StockRefusal.IfTooMuchOnHand(state, command.Quantity)
        ?? (Decision)new StockReceived(command.Quantity, command.Reference, now);

    private static Decision Book(StockItem state, BookStock command, DateTimeOffset now)
    {
        var known = FindBooking(state, command.BookingId);
        if (known == new Booking(command.Quantity, command.ExpiresAt)) return Decision.Nothing;
        var refusal = StockRefusal.UnlessSold(state)
            ?? RefusePromised(command, now)
            ?? (known is null ? null : StockRefusal.BookingDiffers(command.BookingId, known))
            ?? StockRefusal.IfTooManyBookings(state)
            ?? StockRefusal.IfOutOfStock(state, command.Quantity);
        if (refusal is not null) return command.IsDeclinedForGood ? DeclineOrRefuse(command, refusal, now) : refusal;

        return new StockBooked(command.BookingId, command.Quantity, command.ExpiresAt, now);
    }

    /// <summary>
    /// A refusal is forgotten after a while, and a repeat that was then accepted would book pieces for what has ended already. What no product ever
    /// promises is refused as that, whatever this one is.
    /// </summary>
    private static Decision DeclineOrRefuse(BookStock command, Refusal refusal, DateTimeOffset now) =>
        RefusePromised(command, now) ?? (Decision)new BookingDeclined(command.BookingId, command.Quantity, refusal.Code, refusal.Message, now);

    private static Decision Cancel(StockItem state, CancelBooking command, DateTimeOffset now)
    {
        if (RefuseBookingId(command.BookingId) is { } bookingId) return bookingId;
        if (FindBooking(state, command.BookingId) is not { } booking) return Decision.Nothing;
        return new BookingCancelled(command.BookingId, booking.Quantity, now);
    }

    private static Decision Ship(StockItem state, ShipBooking command, DateTimeOffset now)
    {
        if ((StockRefusal.UnlessRegistered(state) ?? RefuseBookingId(command.BookingId)) is { } refusal) return refusal;
        if (FindBooking(state, command.BookingId) is not { } booking) return StockRefusal.NoSuchBooking(command.BookingId);
        return new BookingShipped(command.BookingId, booking.Quantity, now);
    }

    private static Decision Depart(StockItem state, RecordDeparture command, DateTimeOffset now)
    {
        var refusal = StockRefusal.UnlessRegistered(state)
            ?? RefuseBookingId(command.BookingId)
            ?? RefuseQuantity(command.Quantity, 1, StockLimits.BookedQuantityMax);
        if (refusal is not null) return refusal;
        if (FindBooking(state, command.BookingId) is not { } booking) return LeaveUnbooked(state, command, now);
        if (booking.Quantity == command.Quantity) return new BookingShipped(command.BookingId, booking.Quantity, now);
        var unbooked = WithoutBooking(state, command.BookingId, booking.Quantity);
        return Decision.FromEvents(new BookingCancelled(command.BookingId, booking.Quantity, now), LeaveUnbooked(unbooked, command, now));
    }

    /// <summary>What is booked for others is still there: whatever left beyond the rest was there uncounted.</summary>
    private static StockLeftUnbooked LeaveUnbooked(StockItem state, RecordDeparture command, DateTimeOffset now) =>
        new(command.BookingId, command.Quantity, (int)Math.Max(0, command.Quantity - state.Available()), now);

    private static Decision Expire(StockItem state, ExpireBooking command, DateTimeOffset now)
    {
        if (RefuseBookingId(command.BookingId) is { } bookingId) return bookingId;
        if (FindBooking(state, command.BookingId) is not { } booking) return Decision.Nothing;
        if (now < booking.ExpiresAt) return StockRefusal.BookingNotExpired(command.BookingId, booking, now);
        return new BookingExpired(command.BookingId, booking.Quantity, now);
    }

    private static Decision Count(StockItem state, CountStock command, DateTimeOffset now)
    {
        var refusal = StockRefusal.UnlessRegistered(state)
            ?? RefuseText("Reason", command.Reason)
            ?? RefuseQuantity(command.Counted, 0, StockLimits.OnHandMax)
            ?? StockRefusal.IfBelowBooked(state, command.Counted);
        if (refusal is not null) return refusal;
        if (command.Counted == state.OnHand) return Decision.Nothing;
        return new StockCounted(command.Counted, command.Counted - state.OnHand, command.Reason, now);
    }

    private static Decision SetLevel(StockItem state, SetReorderLevel command, DateTimeOffset now)
    {
        if ((StockRefusal.UnlessSold(state) ?? RefuseQuantity(command.Level, 0, StockLimits.OnHandMax)) is { } refusal) return refusal;
        return command.Level == state.ReorderLevel ? Decision.Nothing : new ReorderLevelSet(command.Level, now);
    }

    private static Decision Discontinue(StockItem state, DiscontinueProduct command, DateTimeOffset now)
    {
        if (StockRefusal.UnlessRegistered(state) is { } refusal) return refusal;
        if (state.Status is StockStatus.Discontinued) return Decision.Nothing;
        return RefuseText("Reason", command.Reason) ?? (Decision)new ProductDiscontinued(command.Reason, now);
    }

    private static Booking? FindBooking(StockItem state, string? bookingId) => bookingId is null ? null : state.Bookings.GetValueOrDefault(bookingId);

    private static StockItem WithoutBooking(StockItem state, string bookingId, int quantity) =>
        state with { Booked = state.Booked - quantity, Bookings = state.Bookings.Remove(bookingId) };

    private static bool IsSame(StockItem state, RegisterProduct command) =>
        command.Name == state.Name && command.Category == state.Category && command.Price == state.Price && command.Currency == state.Currency;
}
