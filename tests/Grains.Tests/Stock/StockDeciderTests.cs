using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Stock;
using CommandProcessor.Grains.Tests.Laws;
using static CommandProcessor.Grains.Interfaces.Stock.StockCommand;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;
using Code = CommandProcessor.Grains.Interfaces.Stock.StockRefusalCode;

namespace CommandProcessor.Grains.Tests.Stock;

public sealed class StockDeciderTests : DeciderTable<StockDecider, StockItem, StockCommand, StockEvent, StockStatus>
{
    private static readonly RegisterProduct Register = new("White hanging heart", "Decoration", 2.55m, "GBP");
    private static readonly ChangePrice Change = new(2.95m, "GBP");
    private static readonly ReceiveStock Receive = new(10, "PO 1");
    private static readonly BookStock Book = new("b1", 4, Now.AddHours(1));
    private static readonly CancelBooking Cancel = new("b1");
    private static readonly ShipBooking Ship = new("b1");
    private static readonly RecordDeparture Depart = new("b1", 4);
    private static readonly ExpireBooking Expire = new("b1");
    private static readonly CountStock Count = new(9, "One is broken");
    private static readonly SetReorderLevel Level = new(5);
    private static readonly DiscontinueProduct Discontinue = new("Out of fashion");
    private static readonly StockItem WithBooking = Fold(StockItem.Initial, Register, Receive, Book);

    protected override IReadOnlyDictionary<StockStatus, StockCommand[]> Ways { get; } = new Dictionary<StockStatus, StockCommand[]>
    {
        [StockStatus.None] = [],
        [StockStatus.Registered] = [Register, Receive],
        [StockStatus.Discontinued] = [Register, Receive, Discontinue],
    };

    protected override StockStatus StatusOf(StockItem state) => state.Status;

    public static TheoryData<StockCommand, string> StateMachine() => new()
    {
        //                                None        Registered    Discontinued
        { Register,                      "Registered  same          401" },
        { Register with { Price = 1m },  "Registered  401           401" },
        { Change,                        "~400        Registered    402" },
        { Change with { Price = 2.55m }, "~400        same          402" },
        { Receive,                       "~400        Registered    Discontinued" },
        { Book,                          "~400        Registered    402" },
        { Cancel,                        "same        same          same" },
        { Ship,                          "~400        ~423          ~423" },
        { Depart,                        "~400        Registered    Discontinued" },
        { Expire,                        "same        same          same" },
        { Count,                         "~400        Registered    Discontinued" },
        { Count with { Counted = 10 },   "~400        same          same" },
        { Level,                         "~400        Registered    402" },
        { Level with { Level = 0 },      "~400        same          402" },
        { Discontinue,                   "~400        Discontinued  same" },
    };

    [Theory]
    [MemberData(nameof(StateMachine), DisableDiscoveryEnumeration = true)]
    public void A_command_does_in_every_status_what_the_table_says(StockCommand command, string row) => AssertRow(command, row);

    public static TheoryData<string, StockCommand> Registrations() => new()
    {
        { Final(Code.MalformedText), Register with { Name = "", Category = "", Currency = "" } },
        { Final(Code.MalformedText), Register with { Name = null! } },
        { Final(Code.MalformedText), Register with { Name = LongText } },
        { Final(Code.MalformedText), Register with { Category = "a\tb", Currency = "" } },
        { Final(Code.UnknownCurrency), Register with { Currency = "gbp", Price = 0 } },
        { Final(Code.PriceOutOfRange), Register with { Price = 0 } },
        { Final(Code.PriceOutOfRange), Register with { Price = -0.001m } },
        { Final(Code.PriceOutOfRange), Register with { Price = StockLimits.PriceMax + 0.01m } },
        { Final(Code.PriceTooFine), Register with { Price = 2.555m } },
    };

    [Theory]
    [MemberData(nameof(Registrations), DisableDiscoveryEnumeration = true)]
    public void A_registration_is_refused_by_the_lowest_code_that_applies(string refusal, StockCommand command) =>
        Assert.Equal(refusal, Describe(StockItem.Initial, command));

    /// <summary>To a product with 10 pieces on hand, of which b1 books 4.</summary>
    public static TheoryData<string, StockCommand> Contents() => new()
    {
        { Final(Code.UnknownCurrency), Change with { Currency = "", Price = 0 } },
        { Final(Code.WrongCurrency), Change with { Currency = "EUR", Price = 0 } },
        { Final(Code.PriceOutOfRange), Change with { Price = 0 } },
        { Final(Code.PriceTooFine), Change with { Price = 0.001m } },

        { Final(Code.MalformedText), Receive with { Reference = "", Quantity = 0 } },
        { Final(Code.QuantityOutOfRange), Receive with { Quantity = 0 } },
        { Final(Code.QuantityOutOfRange), Receive with { Quantity = -1 } },
        { Final(Code.QuantityOutOfRange), Receive with { Quantity = StockLimits.ReceivedQuantityMax + 1 } },

        { Final(Code.MalformedBookingId), Book with { BookingId = "", Quantity = 0 } },
        { Final(Code.MalformedBookingId), Book with { BookingId = null! } },
        { Final(Code.MalformedBookingId), Book with { BookingId = LongText } },
        { Final(Code.MalformedBookingId), Book with { BookingId = "a\u0007" } },
        { Final(Code.QuantityOutOfRange), Book with { Quantity = 0, ExpiresAt = Now } },
        { Final(Code.QuantityOutOfRange), Book with { Quantity = StockLimits.BookedQuantityMax + 1 } },
        { Final(Code.ExpiryPast), Book with { ExpiresAt = Now, Quantity = 100 } },
        { ForNow(Code.ExpiryTooFar), Book with { ExpiresAt = Now.AddDays(StockLimits.BookingDaysMax).AddTicks(1) } },
        { ForNow(Code.BookingDiffers), Book with { Quantity = 100 } },
        { ForNow(Code.OutOfStock), Book with { BookingId = "b2", Quantity = 7 } },

        { Final(Code.MalformedBookingId), new CancelBooking("") },
        { Final(Code.MalformedBookingId), new ShipBooking("") },
        { Final(Code.MalformedBookingId), new ExpireBooking("\n") },
        { Final(Code.MalformedBookingId), Depart with { BookingId = "", Quantity = 0 } },
        { Final(Code.QuantityOutOfRange), Depart with { Quantity = 0 } },
        { Final(Code.QuantityOutOfRange), Depart with { BookingId = "b2", Quantity = StockLimits.BookedQuantityMax + 1 } },
        { ForNow(Code.NoSuchBooking), new ShipBooking("b2") },
        { ForNow(Code.BookingNotExpired), Expire },

        { Final(Code.MalformedText), Count with { Reason = "", Counted = -1 } },
        { Final(Code.QuantityOutOfRange), Count with { Counted = -1 } },
        { Final(Code.QuantityOutOfRange), Count with { Counted = StockLimits.OnHandMax + 1 } },
        { ForNow(Code.CountBelowBooked), Count with { Counted = 3 } },
        { Final(Code.QuantityOutOfRange), Level with { Level = -1 } },
        { Final(Code.QuantityOutOfRange), Level with { Level = StockLimits.OnHandMax + 1 } },
        { Final(Code.MalformedText), Discontinue with { Reason = " " } },
    };

    [Theory]
    [MemberData(nameof(Contents), DisableDiscoveryEnumeration = true)]
    public void What_a_command_holds_is_refused_by_the_lowest_code_that_applies(string refusal, StockCommand command) =>
        Assert.Equal(refusal, Describe(WithBooking, command));

    [Fact]
    public void Stock_can_be_booked_to_the_last_piece_and_not_beyond()
    {
        var item = Fold(WithBooking, Book with { BookingId = "b2", Quantity = 6 });

        Assert.Equal((10L, 10L, 0L), (item.OnHand, item.Booked, item.Available()));
        Assert.Equal(ForNow(Code.OutOfStock), Describe(item, Book with { BookingId = "b3", Quantity = 1 }));
    }

    [Fact]
    public void Booked_pieces_leave_once()
    {
        var item = Fold(WithBooking, Ship);

        Assert.Equal((6L, 0L), (item.OnHand, item.Booked));
        Assert.Equal(ForNow(Code.NoSuchBooking), Describe(item, Ship));
        Assert.Equal("same", Describe(item, Cancel));
    }

    [Fact]
    public void A_departure_ends_its_booking() => Assert.Equal(new("b1", 4, Now), Single<BookingShipped>(WithBooking, Depart));

    [Fact]
    public void A_departure_that_was_not_booked_takes_what_is_available()
    {
        var departure = Depart with { BookingId = "b2", Quantity = 6 };

        Assert.Equal(new("b2", 6, 0, Now), Single<StockLeftUnbooked>(WithBooking, departure));
        Assert.Equal((4L, 4L), (Fold(WithBooking, departure).OnHand, Fold(WithBooking, departure).Booked));
    }

    [Fact]
    public void A_departure_beyond_what_is_available_says_how_many_were_missing_in_the_books()
    {
        var departure = Depart with { BookingId = "b2", Quantity = 9 };

        Assert.Equal(new("b2", 9, 3, Now), Single<StockLeftUnbooked>(WithBooking, departure));
        Assert.Equal((4L, 4L), (Fold(WithBooking, departure).OnHand, Fold(WithBooking, departure).Booked));
    }

    [Fact]
    public void A_departure_of_another_quantity_than_booked_frees_the_booking_and_leaves_unbooked()
    {
        var decision = StockDecider.Decide(WithBooking, Depart with { Quantity = 5 }, Now);

        Assert.Equal([new BookingCancelled("b1", 4, Now), new StockLeftUnbooked("b1", 5, 0, Now)], decision.Events);
    }

    [Fact]
    public void A_booking_expires_at_its_time_and_not_before()
    {
        Assert.Equal(Code.BookingNotExpired, StockDecider.Decide(WithBooking, Expire, Book.ExpiresAt.AddTicks(-1)).Refusal?.Code);
        Assert.Equal(4, Single<BookingExpired>(WithBooking, Expire, Book.ExpiresAt).Quantity);
    }

    [Fact]
    public void What_was_booked_before_a_product_was_discontinued_can_leave_and_come_back()
    {
        var item = Fold(WithBooking, Discontinue);

        Assert.Equal("Discontinued", Describe(item, Ship));
        Assert.Equal("Discontinued", Describe(item, Depart));
        Assert.Equal("Discontinued", Describe(item, Depart with { BookingId = "b2", Quantity = 50 }));
        Assert.Equal("Discontinued", Describe(item, Cancel));
        Assert.Equal("Discontinued", Describe(item, Receive));
        Assert.Equal("same", Describe(item, Book));
    }

    [Fact]
    public void A_count_says_how_far_it_is_off() =>
        Assert.Equal(new(9, -1, Count.Reason, Now), Single<StockCounted>(WithBooking, Count));

    [Fact]
    public void Stock_and_bookings_are_bounded()
    {
        var full = WithBooking with { OnHand = StockLimits.OnHandMax };
        var bookings = Enumerable.Range(0, StockLimits.OpenBookingCountMax).Select(number => KeyValuePair.Create($"n{number}", new Booking(1, Now)));

        Assert.Equal(ForNow(Code.TooMuchOnHand), Describe(full, Receive with { Quantity = 1 }));
        Assert.Equal(ForNow(Code.TooManyBookings), Describe(full with { Bookings = StockItem.Initial.Bookings.AddRange(bookings) }, Book));
    }

    public static TheoryData<int, StockItem, BookStock> Declined() => new()
    {
        { Code.NotRegistered, StockItem.Initial, Book },
        { Code.Discontinued, Fold(WithBooking, new DiscontinueProduct("Out of fashion.")), Book with { BookingId = "b2" } },
        { Code.BookingDiffers, WithBooking, Book with { Quantity = 1 } },
        { Code.OutOfStock, WithBooking, Book with { BookingId = "b2", Quantity = 7 } },
    };

    [Theory]
    [MemberData(nameof(Declined), DisableDiscoveryEnumeration = true)]
    public void A_booking_that_is_declined_for_good_is_written_down_and_changes_nothing(int code, StockItem item, BookStock book)
    {
        var declined = Single<BookingDeclined>(item, book with { IsDeclinedForGood = true });

        Assert.Equal((code, book.BookingId, book.Quantity), (declined.Code, declined.BookingId, declined.Quantity));
        Assert.Equal(item, StockDecider.Evolve(item, declined));
        Assert.Equal(Refusal.Final(code, declined.Reason), StockRefusal.RecordedBy(declined));
    }

    [Fact]
    public void A_malformed_booking_is_refused_for_ever_whatever_the_product_is() => Assert.False(
        StockDecider.Decide(StockItem.Initial, Book with { Quantity = 0, IsDeclinedForGood = true }, Now).Refusal?.IsTransient);

    [Fact]
    public void A_view_shows_what_the_product_is() => Assert.Equal(
        new()
        {
            Status = StockStatus.Registered,
            Name = "White hanging heart",
            Category = "Decoration",
            Price = 2.95m,
            Currency = "GBP",
            OnHand = 10,
            Booked = 4,
            Available = 6,
            OpenBookingCount = 1,
            Version = 5,
            ReorderLevel = 5,
        },
        Fold(WithBooking, Change, Level).ToView(version: 5));
}
