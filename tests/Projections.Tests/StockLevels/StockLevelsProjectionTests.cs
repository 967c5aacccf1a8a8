using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.StockLevels;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Projections.Tests.StockLevels;

public sealed class StockLevelsProjectionTests
{
    private static readonly Sku Mug = new("mug");
    private static readonly ProductRegistered Registered = new("Mug", "Kitchen", 2.50m, "GBP", Sample.Day);
    private static readonly StockReceived Received = new(10, "PO 1", Sample.Day.AddDays(1));
    private static readonly StockBooked Booked = new("b1", 4, Sample.Day.AddDays(9), Sample.Day.AddDays(2));
    private readonly MemoryJournal _journal = new();

    [Fact]
    public void A_product_begins_with_nothing() => AssertFolds(
        new()
        {
            Name = "Mug",
            Category = "Kitchen",
            Price = 2.50m,
            Currency = "GBP",
            LastChangedAt = Sample.Day,
        },
        Registered);

    [Fact]
    public void What_is_booked_is_on_hand_and_promised() => AssertMoves((10, 4, 1), Registered, Received, Booked);

    [Fact]
    public void A_booking_that_is_shipped_takes_its_pieces_along() =>
        AssertMoves((6, 0, 0), Registered, Received, Booked, new BookingShipped("b1", 4, Sample.Day));

    [Fact]
    public void A_booking_that_ends_frees_its_pieces()
    {
        AssertMoves((10, 0, 0), Registered, Received, Booked, new BookingCancelled("b1", 4, Sample.Day));
        AssertMoves((10, 0, 0), Registered, Received, Booked, new BookingExpired("b1", 4, Sample.Day));
    }

    [Fact]
    public void What_left_unbooked_is_gone_but_for_what_was_missing() =>
        AssertMoves((4, 4, 1), Registered, Received, Booked, new StockLeftUnbooked("b2", 9, 3, Sample.Day));

    [Fact]
    public void A_count_is_what_is_on_hand() => AssertMoves((7, 4, 1), Registered, Received, Booked, new StockCounted(7, -3, "Broken", Sample.Day));

    [Fact]
    public void A_new_price_a_reorder_level_and_the_end_are_kept_with_their_times()
    {
        var ended = Sample.Day.AddDays(5);

        var head = Fold(Registered, new PriceChanged(3m, "GBP", Sample.Day), new ReorderLevelSet(12, Sample.Day), new ProductDiscontinued("Old", ended));

        Assert.Equal((3m, 12L, ended, ended), (head.Price, head.ReorderLevel, head.DiscontinuedAt, head.LastChangedAt));
    }

    [Fact]
    public void A_booking_that_was_declined_is_nothing_to_a_level_also_of_a_product_that_was_never_registered() =>
        AssertFolds(StockLevelsHead.Empty, new StockEvent.BookingDeclined("order/ada/1: 1", 1, 400, "Not registered.", Sample.Day));

    [Fact]
    public void An_event_of_a_product_that_was_never_registered_is_an_error() => Assert.Throws<InvalidOperationException>(() => Fold(Received));

    private void AssertMoves((long OnHand, long Booked, int OpenBookingCount) expected, params StockEvent[] events)
    {
        var head = Fold(events);
        Assert.Equal(expected, (head.OnHand, head.Booked, head.OpenBookingCount));
    }

    private void AssertFolds(StockLevelsHead expected, params StockEvent[] events) => Assert.Equal(expected, Fold(events));

    private StockLevelsHead Fold(params StockEvent[] events) => events
        .Select(happened => _journal.Append(Mug.PartitionKey, Mug.Aggregate, StockEventCodec.Instance.Encode(happened)))
        .Aggregate(StockLevelsHead.Empty, (head, recorded) => StockLevelsProjection.Apply(head, null, recorded).Head);
}
