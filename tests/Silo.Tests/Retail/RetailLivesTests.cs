using CommandProcessor.Grains.Interfaces.Orders;
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
        var lives = await DemoVerb.PlanAsync(Token);

        Assert.Equal(2_038, lives.Count);
        Assert.All(lives, life =>
        {
            var state = Order.Initial;
            foreach (var step in life.Steps)
            {
                var decision = OrderDecider.Decide(state, step.Command, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
                Assert.True(decision.Refusal is null, $"{life.Order.Id}: {decision.Refusal?.Message}");
                foreach (var happened in decision.Events) state = OrderDecider.Evolve(state, happened);
            }

            Assert.Equal((state.Status, state.Total, state.ReturnedAmount), (life.Status, life.Total, life.ReturnedAmount));
        });
    }

    [Fact]
    public async Task Every_way_an_order_can_go_is_in_the_sample()
    {
        var lives = await DemoVerb.PlanAsync(Token);

        Assert.Equal(
            [OrderStatus.Placed, OrderStatus.Confirmed, OrderStatus.Shipped, OrderStatus.Delivered, OrderStatus.Cancelled, OrderStatus.Rejected, OrderStatus.Returned],
            lives.Select(life => life.Status).Distinct().Order());
        Assert.Contains(lives, life => life.Steps.Any(step => step.Command is OrderCommand.AmendOrder));
    }

    [Fact]
    public async Task The_plan_and_all_its_command_ids_are_the_same_in_every_run()
    {
        var once = Ids(await DemoVerb.PlanAsync(Token));
        var again = Ids(await DemoVerb.PlanAsync(Token));

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

        var returns = RetailReturns.Match(orders, [.. invoices.Where(invoice => RetailOrders.KindOf(invoice) == RetailInvoiceKind.Cancellation)]);

        var second = Assert.Single(returns[orders[1]]);
        Assert.Equal(("C4", true), (second.Cancellation, second.IsWhole));
        Assert.Equal([new ReturnedLine(1, 4)], second.Lines);
        var first = Assert.Single(returns[orders[0]]);
        Assert.Equal(("C5", false), (first.Cancellation, first.IsWhole));
        Assert.Empty(returns[orders[2]]);
    }
}
