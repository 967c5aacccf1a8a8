using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Silo.Retail;
using static CommandProcessor.Silo.Tests.Retail.RetailText;

namespace CommandProcessor.Silo.Tests.Retail;

public sealed class RetailSourceTests
{
    [Fact]
    public async Task An_invoice_becomes_an_order()
    {
        var (orders, rejections, _) = await ReadAsync(Line("536365"), Line("536365", "71053", "2", "3.39"));

        var order = Assert.Single(orders);
        var orderedAt = new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero);
        Assert.Equal(new OrderId("17850", "536365"), order.Id);
        Assert.Equal([new("85123A", 6, 2.55m), new("71053", 2, 3.39m)], order.Place.Lines);
        Assert.Equal(("GBP", "United Kingdom", orderedAt), (order.Place.Currency, order.Place.ShipTo.Country, order.Place.OrderedAt!.Value));
        Assert.Equal(22.08m, order.Total);
        Assert.Equal(CommandId.Derive(orderedAt, "retail/536365/place"), order.CommandId("place"));
        Assert.Empty(rejections);
    }

    [Fact]
    public async Task Without_a_customer_it_is_an_order_of_a_guest_of_its_own()
    {
        var (orders, _, _) = await ReadAsync(Line("536544", customer: ""), Line("536555", customer: ""));

        Assert.Equal(["guest-536544/536544", "guest-536555/536555"], orders.Select(order => order.Id.GrainKey));
    }

    [Fact]
    public async Task Stock_codes_that_differ_only_in_case_are_one_product()
    {
        var (orders, _, _) = await ReadAsync(Line("536365", "85123a"), Line("536365", "85123A"));

        Assert.Equal(["85123A", "85123A"], Assert.Single(orders).Place.Lines.Select(line => line.Sku));
    }

    [Fact]
    public async Task Lines_of_an_invoice_need_not_stand_together_nor_share_a_minute()
    {
        var (orders, rejections, _) = await ReadAsync(
            Line("536365"), Line("536366", customer: "13047"), Line("536365", "71053", minute: "27"), Line("536366", "84406B", customer: "13047", minute: "27"));

        Assert.Equal([2, 2], orders.Select(order => order.Place.Lines.Length));
        Assert.All(orders, order => Assert.Equal(26, order.OrderedAt.Minute));
        Assert.Empty(rejections);
    }

    [Fact]
    public async Task An_invoice_that_had_ended_long_before_is_told_and_makes_no_second_order()
    {
        var others = Enumerable.Range(0, RetailInvoices.OpenLineCount + 1).Select(index => Line($"{600000 + index}"));

        var (orders, rejections, _) = await ReadAsync([Line("536365"), .. others, Line("536365", "71053")]);

        Assert.Single(orders, order => order.Id.Number == "536365");
        Assert.Equal(("536365", RetailReason.LateLine), (rejections.Single().Invoice, rejections.Single().Reason));
    }

    [Theory]
    [InlineData("0", "2.55", "QuantityNotPositive", "quantity 0")]
    [InlineData("-6", "2.55", "QuantityNotPositive", "quantity -6")]
    [InlineData("6", "0", "PriceNotPositive", "price 0")]
    [InlineData("6", "-11062.06", "PriceNotPositive", "price -11062.06")]
    [InlineData("6", "0.001", "PriceTooFine", "price 0.001")]
    [InlineData("1000001", "2.55", "BeyondLimits", "quantity 1000001")]
    [InlineData("6", "1000000001", "BeyondLimits", "price 1000000001")]
    [InlineData("six", "2.55", "Malformed", "quantity 'six'")]
    [InlineData("6", "2,55", "Malformed", "9 columns instead of 8")]
    [InlineData("6", "dear", "Malformed", "price 'dear'")]
    [InlineData("99999999999", "2.55", "Malformed", "quantity '99999999999'")]
    public async Task A_line_that_cannot_be_sold_is_told_with_its_number_and_reason_and_the_rest_goes_on(
        string quantity, string price, string reason, string detail)
    {
        var (orders, rejections, tally) = await ReadAsync(Line("536365"), Line("536365", "71053", quantity, price), Line("536366"));

        Assert.Equal([1, 1], orders.Select(order => order.Place.Lines.Length));
        var rejection = Assert.Single(rejections);
        Assert.Equal((3, "536365", reason), (rejection.Line, rejection.Invoice, rejection.Reason.ToString()));
        Assert.Contains(detail, rejection.Detail, StringComparison.Ordinal);
        Assert.Equal(1, tally.LinesLeftOut[rejection.Reason]);
    }

    [Fact]
    public async Task Cancellations_and_bad_debt_make_no_orders_and_are_counted()
    {
        var (orders, rejections, tally) = await ReadAsync(Line("C536379", quantity: "-1"), Line("A563185", "B", "1", "11062.06", ""));

        Assert.Empty(orders);
        Assert.Equal([RetailReason.BadDebt], rejections.Select(rejection => rejection.Reason)); // What a cancellation takes back is seen when all orders are known.
        Assert.Equal((1, 1), (tally.Invoices[RetailInvoiceKind.Cancellation], tally.Invoices[RetailInvoiceKind.BadDebt]));
    }

    [Fact]
    public async Task An_invoice_without_a_line_to_sell_is_counted_with_its_reason()
    {
        var (orders, _, tally) = await ReadAsync(Line("536589", quantity: "-10", price: "0", customer: ""));

        Assert.Empty(orders);
        Assert.Equal(1, tally.EmptyInvoices[RetailReason.QuantityNotPositive]);
    }

    [Fact]
    public async Task More_lines_than_an_order_may_hold_are_left_out()
    {
        var (orders, rejections, _) = await ReadAsync([.. Enumerable.Repeat(Line("536365"), OrderLimits.LineCountMax + 1)]);

        Assert.Equal(OrderLimits.LineCountMax, Assert.Single(orders).Place.Lines.Length);
        Assert.Equal(RetailReason.BeyondLimits, Assert.Single(rejections).Reason);
    }
}
