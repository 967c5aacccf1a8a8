using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Tests;

[Collection(nameof(ProjectionCluster))]
public sealed class CustomerOrdersGrainTests(ProjectionCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_road_brings_is_shown_and_saved()
    {
        var customer = Sample.NewCustomer();
        var order = new OrderId(customer, "1");
        var placed = cluster.Journal.Append(order, Sample.Placed());
        var confirmed = cluster.Journal.Append(order, Sample.Confirmed);

        await cluster.PublishAsync(placed, confirmed);
        var summary = await cluster.Customer(customer).GetSummaryAsync(new(confirmed.Position), Token);

        Assert.Equal(1, summary.OrderCount);
        Assert.Equal([new StatusCount(OrderStatus.Confirmed, 1)], summary.ByStatus);
        Assert.Equal([new CurrencyTotal("GBP", 15.30m, 0, 0)], summary.Totals);
        await Eventually.HoldsAsync("the row is saved", async () => await cluster.Store.LoadAsync(Models.Of(customer), Token) is { } row && row.Position == confirmed.Position);
    }

    [Fact]
    public async Task Nobody_has_an_empty_history_and_no_row()
    {
        var customer = Sample.NewCustomer();

        var summary = await cluster.Customer(customer).GetSummaryAsync(AtLeast.Anything, Token);
        var page = await cluster.Customer(customer).GetOrdersAsync(new(), AtLeast.Anything, Token);
        var order = await cluster.Customer(customer).GetOrderAsync("1", AtLeast.Anything, Token);

        Assert.Equal(0, summary.OrderCount);
        Assert.Empty(page.Orders);
        Assert.Null(order);
        Assert.Null(await cluster.Store.LoadAsync(Models.Of(customer), Token));
    }
}
