using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Reactors;

namespace CommandProcessor.Grains.Tests.Reactors;

public sealed class AttemptTests
{
    private static readonly OrderId Order = new("a~da", "1");

    [Fact]
    public void Names_read_back_as_what_was_written()
    {
        var attempt = Attempt.First(Order);
        for (var number = 1; number <= 12; number++, attempt = attempt.Next())
        {
            Assert.Equal((number, attempt), (attempt.Number, Attempt.Of(Order, attempt.Shipment)));
            Assert.True(Attempt.TryReadBooking(attempt.BookingOf(lineNumber: 34), out var read, out var lineNumber));
            Assert.Equal((attempt, 34), (read, lineNumber));
        }
    }

    [Theory]
    [InlineData("1~1")]
    [InlineData("1~02")]
    [InlineData("1~+2")]
    [InlineData("1~ 2")]
    [InlineData("1~")]
    [InlineData("1~x")]
    [InlineData("1~2~3")]
    [InlineData("1~99999999999")]
    [InlineData("12")]
    [InlineData("2")]
    public void A_shipment_that_only_looks_like_one_of_the_orders_is_none(string number) =>
        Assert.Null(Attempt.Of(Order, new ShipmentId("a~da", number)));

    [Theory]
    [InlineData("order/ada/1")]
    [InlineData("order/ada/1:1")]
    [InlineData("order/ada/1: ")]
    [InlineData("order/ada/1: 01")]
    [InlineData("order/ada/1: 0")]
    [InlineData("order/ada/1: x")]
    [InlineData("order/ada/1~02: 1")]
    [InlineData("order/ada/1~x: 1")]
    [InlineData("order/ada: 1")]
    [InlineData("order/ada/1/2: 1")]
    [InlineData("order//1: 1")]
    [InlineData("order/: 1")]
    [InlineData(": 1")]
    [InlineData("~: 1")]
    [InlineData("shipment/ada/1: 1")]
    public void A_booking_that_only_looks_like_one_of_an_orders_is_none(string bookingId) =>
        Assert.False(Attempt.TryReadBooking(bookingId, out _, out _));
}
