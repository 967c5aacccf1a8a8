using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using static CommandProcessor.Grains.Interfaces.Accounts.AccountEvent;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Grains.Tests.Reactors;

public sealed class ExpiryReactorTests
{
    private static readonly AccountId Ada = new("ada", "main");
    private static readonly Sku Heart = new("85123A");
    private static readonly DateTimeOffset Expiry = Driven.At.AddHours(1);

    [Fact]
    public void A_hold_is_ended_when_its_time_is_over() => Assert.Equal(
        ("account/ada/main: h1", new DueTime("account/ada/main: h1", Expiry, Step.To(Ada, new AccountCommand.ExpireHold("h1")))),
        Only(React(new HoldPlaced("h1", 5m, "GBP", Expiry, "hall", Driven.At))));

    [Fact]
    public void A_hold_that_was_taken_or_let_go_is_forgotten()
    {
        Assert.Equal(("account/ada/main: h1", null), Only(React(new HoldCaptured("h1", 5m, 0m, "GBP", "hall", Driven.At))));
        Assert.Equal(("account/ada/main: h1", null), Only(React(new HoldReleased("h1", 5m, "GBP", "hall", Driven.At))));
    }

    [Fact]
    public void A_booking_is_ended_when_its_time_is_over() => Assert.Equal(
        ("stock/85123A: b1", new DueTime("stock/85123A: b1", Expiry, Step.To(Heart, new StockCommand.ExpireBooking("b1")))),
        Only(React(new StockBooked("b1", 6, Expiry, Driven.At))));

    [Fact]
    public void A_booking_that_was_shipped_or_called_off_is_forgotten()
    {
        Assert.Equal(("stock/85123A: b1", null), Only(React(new BookingShipped("b1", 6, Driven.At))));
        Assert.Equal(("stock/85123A: b1", null), Only(React(new BookingCancelled("b1", 6, Driven.At))));
    }

    [Fact]
    public void What_has_expired_and_whatever_else_happens_is_nothing_to_it()
    {
        Assert.Null(React(new HoldExpired("h1", 5m, "GBP", "hall", Driven.At)));
        Assert.Null(React(new MoneyDeposited(5m, "GBP", "cash", Driven.At)));
        Assert.Null(React(new StockReceived(6, "PO 1", Driven.At)));
    }

    private static Reaction? React(AccountEvent happened) => new ExpiryReactor().React(Driven.Recorded(Ada.Aggregate, Ada.PartitionKey, AccountEventCodec.Instance, happened));

    private static Reaction? React(StockEvent happened) => new ExpiryReactor().React(Driven.Recorded(Heart.Aggregate, Heart.PartitionKey, StockEventCodec.Instance, happened));

    private static (string Id, DueTime? Due) Only(Reaction? reaction)
    {
        var reminder = Assert.IsType<Wave.Reminder>(Assert.Single(Assert.IsType<Reaction>(reaction).Waves));
        return (reminder.Id, reminder.Due);
    }
}
