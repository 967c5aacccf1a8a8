using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Orders;
using CommandProcessor.Silo.Retail;
using CommandProcessor.Silo.Verbs;
using static CommandProcessor.Silo.Tests.Retail.RetailText;

namespace CommandProcessor.Silo.Tests.Retail;

public sealed class RetailLivesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_order_of_the_sample_is_allowed_its_life_and_ends_where_the_plan_says()
    {
        var lives = (await DemoVerb.PlanAsync(Token)).Lives;

        Assert.Equal(2_038, lives.Count);
        Assert.All(lives, life =>
        {
            var state = Order.Initial;
            foreach (var command in life.Steps.SelectMany(step => WhatComesOf(step, life)))
            {
                var decision = OrderDecider.Decide(state, command, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
                Assert.True(decision.Refusal is null, $"{life.Order.Id}: {decision.Refusal?.Message}");
                foreach (var happened in decision.Events) state = OrderDecider.Evolve(state, happened);
            }

            Assert.Equal((state.Status, state.Total, state.ReturnedAmount), (life.Status, life.Total, life.ReturnedAmount));
        });
    }

    /// <summary>A step as the order sees it: its own command, or what its process makes of that of somebody else.</summary>
    private static IEnumerable<OrderCommand> WhatComesOf(RetailStep step, RetailLife life) => step switch
    {
        RetailStep.ToOrder { Command: OrderCommand.PlaceOrder place } when life.IsDeclined => [place, new OrderCommand.RejectOrder("Declined")],
        RetailStep.ToOrder { Command: OrderCommand.PlaceOrder place } => life.Steps.Any(later => later.After is OrderStatus.Placed) ? [place] : [place, new OrderCommand.ConfirmOrder()],
        RetailStep.ToOrder { Command: var command } => [command],
        RetailStep.ToShipment { Command: ShipmentCommand.DispatchShipment dispatch, After: OrderStatus.Confirmed } => [new OrderCommand.MarkShipped(dispatch.Carrier, dispatch.TrackingNumber)],
        RetailStep.ToShipment { Command: ShipmentCommand.ConfirmDelivery } => [new OrderCommand.MarkDelivered()],
        RetailStep.ToShipment { Command: ShipmentCommand.ReportLoss { Resolution: LossResolution.Refund } lost } => [new OrderCommand.MarkLost(lost.Reason)],
        _ => [],
    };

    [Fact]
    public async Task Every_way_an_order_can_go_is_in_what_the_demo_shows()
    {
        var plan = (await DemoVerb.PlanAsync(Token)).Take(DemoOptions.OrderCountDefault);

        Assert.Equal(
            [OrderStatus.Confirmed, OrderStatus.Shipped, OrderStatus.Delivered, OrderStatus.Cancelled, OrderStatus.Rejected, OrderStatus.Returned, OrderStatus.Lost],
            plan.Lives.Select(life => life.Status).Distinct().Order());
        Assert.Contains(plan.Lives, life => life.SendCount == 2);
        Assert.Contains(plan.Lives, life => life.Steps.Any(step => step.After is OrderStatus.Placed));
    }

    [Fact]
    public async Task The_shop_has_what_orders_take_and_customers_have_what_they_cost()
    {
        var plan = await DemoVerb.PlanAsync(Token);

        foreach (var product in plan.Products)
        {
            var taken = plan.Lives.Sum(life => life.Order.Place.Lines.Where(line => line.Sku == product.Sku.Value).Sum(line => line.Quantity) * life.SendCount);
            Assert.InRange(product.Received, taken + 10, (taken * 11 / 10) + 10);
        }

        Assert.Equal(plan.Lives.Where(life => !life.IsDeclined).Sum(life => life.Total), plan.Payers.Sum(payer => payer.Deposit));
    }

    [Fact]
    public async Task A_part_of_the_plan_gives_the_same_to_whom_it_names()
    {
        var plan = await DemoVerb.PlanAsync(Token);

        var part = plan.Take(100);

        Assert.Equal(plan.Lives.TakeLast(100), part.Lives);
        Assert.Subset(plan.Products.ToHashSet(), part.Products.ToHashSet());
        Assert.Subset(plan.Payers.ToHashSet(), part.Payers.ToHashSet());
        Assert.Equal(part.Lives.SelectMany(life => life.Order.Place.Lines).Select(line => line.Sku).Distinct().Count(), part.Products.Count);
        Assert.Equal(part.Lives.Select(life => life.Order.Id.Customer).Distinct().Count(), part.Payers.Count);
    }

    [Theory]
    [InlineData("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", "Lighting and candles")]
    [InlineData("22086", "PAPER CHAIN KIT 50'S CHRISTMAS ", "Christmas and Easter")]
    [InlineData("85099B", "JUMBO BAG RED RETROSPOT", "Bags and travel")]
    [InlineData("22423", "REGENCY CAKESTAND 3 TIER", "Other goods")]
    [InlineData("21755", "LOVE BUILDING BLOCK WORD", "Other goods")]
    [InlineData("POST", "POSTAGE", "Services")]
    [InlineData("GIFT_0001_20", "Dotcomgiftshop Gift Voucher £20.00", "Services")]
    public void A_products_name_tells_its_category(string sku, string name, string category) => Assert.Equal(category, RetailCategories.Of(sku, name));

    [Theory]
    [InlineData(true, OrderStatus.Cancelled)]
    [InlineData(false, OrderStatus.Returned)]
    public async Task What_comes_back_whole_on_the_same_day_had_not_left(bool isSameDay, OrderStatus status)
    {
        var order = Line("1", minute: "01");
        var back = Line("C2", quantity: "-6", minute: "10");
        if (!isSameDay) back = back.Replace("2010-12-01", "2010-12-02", StringComparison.Ordinal);

        var plan = await RetailPlan.ReadAsync(Source(System.Text.Encoding.UTF8.GetBytes(File(order, back)), "retail.csv", _ => { }), Token);

        Assert.Equal(status, Assert.Single(plan.Lives).Status);
    }

    [Fact]
    public async Task The_plan_and_all_its_command_ids_are_the_same_in_every_run()
    {
        var once = Ids((await DemoVerb.PlanAsync(Token)).Lives);
        var again = Ids((await DemoVerb.PlanAsync(Token)).Lives);

        Assert.Equal(once, again);
        Assert.Equal(once.Count, once.Distinct().Count());

        static List<Guid> Ids(IReadOnlyList<RetailLife> lives) =>
            [.. lives.SelectMany(life => life.Steps).Select(step => step.Options.CommandId!.Value.Value)]; // The plan gives every step an id.
    }

    [Fact]
    public async Task A_cancellation_comes_off_the_latest_order_that_has_as_many_pieces_left()
    {
        var lines = new[]
        {
            Line("1", quantity: "6", minute: "01"), Line("2", quantity: "4", minute: "02"), Line("3", quantity: "9", minute: "30"),
            Line("C4", quantity: "-4", minute: "10"), Line("C5", quantity: "-1", minute: "11"), Line("C6", quantity: "-50", minute: "12"),
            Line("C7", quantity: "-1", customer: "13047", minute: "13"),
        };
        var invoices = await Source(System.Text.Encoding.UTF8.GetBytes(File(lines)), "retail.csv", _ => { }).ReadInvoicesAsync(Token).ToListAsync(Token);
        var orders = invoices.Select(invoice => RetailOrders.ToOrder(invoice, _ => { })).OfType<RetailOrder>().ToList();

        var leftOut = new List<RetailRejection>();

        var returns = RetailReturns.Match(orders, [.. invoices.Where(invoice => RetailOrders.KindOf(invoice) == RetailInvoiceKind.Cancellation)], leftOut.Add);

        var second = Assert.Single(returns[orders[1]]);
        Assert.Equal(("C4", true), (second.Cancellation, second.IsWhole));
        Assert.Equal([new ReturnedLine(1, 4)], second.Lines);
        var first = Assert.Single(returns[orders[0]]);
        Assert.Equal(("C5", false), (first.Cancellation, first.IsWhole));
        Assert.Empty(returns[orders[2]]);
        Assert.Equal(["C6", "C7"], leftOut.Select(rejection => rejection.Invoice));
    }
}
