using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Stock;
using CommandProcessor.Grains.Tests.Laws;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.Stock.StockCommand;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Grains.Tests.Stock;

public sealed class StockLawsTests : AggregateLaws<StockDecider, StockItem, StockCommand, StockEvent>
{
    private static readonly Gen<string> BookingId = OneOf("b1", "b2", "b3", "b4", "");
    private static readonly Gen<string> Money = Gen.Frequency((5, Gen.Const("GBP")), (1, OneOf("EUR", "XXX")));

    protected override Gen<StockCommand> Command { get; } = Gen.Frequency(
        (3, Gen.Select(Gen.Int[0, 3], Money, (price, currency) => (StockCommand)new RegisterProduct("Heart", "Decoration", price / 2m, currency))),
        (2, Gen.Select(Gen.Int[0, 3], Money, (price, currency) => (StockCommand)new ChangePrice(price / 2m, currency))),
        (4, Gen.Int[0, 50].Select(quantity => (StockCommand)new ReceiveStock(quantity, "PO"))),
        (6, Gen.Select(BookingId, Gen.Int[0, 30], Gen.Int[0, 72], Gen.Bool, (id, quantity, hours, isForGood) => (StockCommand)new BookStock(id, quantity, Start.AddHours(hours), isForGood))),
        (2, BookingId.Select(id => (StockCommand)new CancelBooking(id))),
        (4, BookingId.Select(id => (StockCommand)new ShipBooking(id))),
        (3, Gen.Select(BookingId, Gen.Int[0, 60], (id, quantity) => (StockCommand)new RecordDeparture(id, quantity))),
        (3, BookingId.Select(id => (StockCommand)new ExpireBooking(id))),
        (2, Gen.Int[-1, 100].Select(counted => (StockCommand)new CountStock(counted, "Counted"))),
        (1, Gen.Int[-1, 20].Select(level => (StockCommand)new SetReorderLevel(level))),
        (1, Gen.Frequency((3, Always(new CancelBooking("b1"))), (1, Always(new DiscontinueProduct("Old"))))));

    protected override EventCodec<StockEvent> Codec => StockEventCodec.Instance;

    protected override Type RefusalCodes => typeof(StockRefusalCode);

    protected override (Enum, Enum)[] Arrows => [(StockStatus.None, StockStatus.Registered), (StockStatus.Registered, StockStatus.Discontinued)];

    protected override Enum StatusOf(StockItem state) => state.Status;

    protected override bool AddsUp(StockCommand command) => command is ReceiveStock or ShipBooking or RecordDeparture or BookStock { IsDeclinedForGood: true };

    [Fact]
    public void Nothing_falls_below_zero() => ForEveryStep(step =>
    {
        Assert.InRange(step.After.OnHand, 0, long.MaxValue);
        Assert.InRange(step.After.Booked, 0, step.After.OnHand);
        Assert.InRange(step.After.Available(), 0, step.After.OnHand);
    });

    [Fact]
    public void What_is_booked_is_the_sum_of_the_bookings() => ForEveryStep(step =>
        Assert.Equal(step.After.Bookings.Values.Sum(booking => (long)booking.Quantity), step.After.Booked));

    [Fact]
    public void What_is_on_hand_is_what_came_less_what_left() => ForEveryHistory(history => Assert.Equal(
        history.SelectMany(step => step.Decision.Events).Sum(Moved), history.Count == 0 ? 0 : history[^1].After.OnHand));

    [Fact]
    public void What_left_is_written_down_whatever_the_books_say() => ForEveryStep(step =>
    {
        if (step.Command is not RecordDeparture { BookingId.Length: > 0, Quantity: > 0 } departure || step.Before.Status is StockStatus.None) return;
        Assert.Equal(departure.Quantity, step.Decision.Events.Sum(happened => happened switch
        {
            BookingShipped e => e.Quantity,
            StockLeftUnbooked e => e.Quantity,
            _ => 0,
        }));
    });

    [Fact]
    public void A_booking_ends_once() => ForEveryHistory(history =>
    {
        var open = new Dictionary<string, int>();
        foreach (var happened in history.SelectMany(step => step.Decision.Events))
        {
            if (happened is StockBooked booked) Assert.True(open.TryAdd(booked.BookingId, booked.Quantity));
            if (Ended(happened) is not { } ended) continue;
            Assert.True(open.Remove(ended.BookingId, out var quantity));
            Assert.Equal(quantity, ended.Quantity);
        }
    });

    private static long Moved(StockEvent happened) => happened switch
    {
        StockReceived e => e.Quantity,
        BookingShipped e => -e.Quantity,
        StockLeftUnbooked e => e.Missing - e.Quantity,
        StockCounted e => e.Difference,
        _ => 0,
    };

    private static (string BookingId, int Quantity)? Ended(StockEvent happened) => happened switch
    {
        BookingCancelled e => (e.BookingId, e.Quantity),
        BookingShipped e => (e.BookingId, e.Quantity),
        BookingExpired e => (e.BookingId, e.Quantity),
        _ => null,
    };
}
