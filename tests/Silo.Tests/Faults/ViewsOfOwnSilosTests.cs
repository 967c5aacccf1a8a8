using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Testing.Servers;

namespace CommandProcessor.Silo.Tests.Faults;

/// <summary>A cluster of processes where one silo writes and two share the views; one of these is lost while the shop sells, and comes again.</summary>
[Trait("Category", "Postgres")]
[Trait("Category", "Kafka")]
public sealed class ViewsOfOwnSilosTests(ITestOutputHelper output)
{
    /// <summary>That come to their end before something is done to the cluster, and after.</summary>
    private const int Orders = 8;

    private static readonly string[] Controlling = ["accounting", "fraud-report"];
    private static readonly string[] Selling = ["analytics", "customer-orders", "product-search", "recommendations", "stock-levels", "transaction-history"];
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Every_view_answers_from_the_silo_that_holds_it_and_catches_up_when_that_was_lost()
    {
        Assert.SkipWhen(TestServers.WhyNoOwnServers is not null, TestServers.WhyNoOwnServers ?? "");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var cancellationToken = deadline.Token;
        await using var cluster = await SiloCluster.StartAsync(cancellationToken);
        cluster.Add("Write");
        cluster.Add("Read", Selling);
        var controlling = cluster.Add("Read", Controlling);
        await cluster.WaitUntilRunningAsync(cancellationToken);
        var session = (await cluster.ConnectAsync(cancellationToken)).OpenSession("shop");
        var trade = await ShopTrade.OpenAsync(session, orderCountMax: 300, cancellationToken);
        using var close = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var selling = trade.SellAsync(close.Token, cancellationToken);

        await trade.UntilSoldAsync(Orders, selling, cancellationToken);
        await AssertSellingViewsAsync(session, trade, cancellationToken);
        await AssertControllingViewsAsync(session, trade, cancellationToken);
        await cluster.KillAsync(controlling, cancellationToken);
        await trade.UntilSoldAsync(Orders, selling, cancellationToken);
        await AssertSellingViewsAsync(session, trade, cancellationToken); // What is missing holds up nothing else.
        cluster.Add("Read", Controlling);
        await cluster.WaitUntilRunningAsync(cancellationToken);
        await trade.UntilSoldAsync(Orders, selling, cancellationToken);
        await close.CancelAsync();
        await selling;

        output.WriteLine($"{trade.OrderCount} orders came to their end.");
        await trade.AssertAsPlannedAsync(cancellationToken);
        await AssertSellingViewsAsync(session, trade, cancellationToken);
        await AssertControllingViewsAsync(session, trade, cancellationToken);
        await cluster.UntilCaughtUpAsync(cancellationToken);
        output.WriteLine(await cluster.StopAndVerifyAsync(cancellationToken));
    }

    /// <summary>What the orders that have ended must have left, at least, in each view. A session reads what it wrote.</summary>
    private static async Task AssertSellingViewsAsync(ClientSession session, ShopTrade trade, CancellationToken cancellationToken)
    {
        var ended = trade.Ended;
        var order = ended[^1].Order;
        var line = order.Place.Lines[0];
        var funnel = (await session.Analytics.GetOverviewAsync(cancellationToken)).Funnel;
        Assert.True(funnel.Single(stage => stage.Stage == OrderStatus.Placed).OrderCount >= ended.Count, $"{ended.Count} orders ended; the funnel is {string.Join(", ", funnel)}");
        Assert.NotNull(await session.CustomerOrders.GetOrderAsync(order.Id, cancellationToken));
        Assert.NotEmpty((await session.TransactionHistory.GetAccountsAsync(order.Id.Customer, cancellationToken)).Accounts);
        Assert.NotNull(await session.StockLevels.GetAsync(new(line.Sku), cancellationToken));
        Assert.NotEmpty((await session.Products.SearchAsync(trade.Products[0].Name, cancellationToken)).Products);
        Assert.True((await session.Recommendations.GetByProductAsync(line.Sku, cancellationToken: cancellationToken)).Weight > 0, $"Nobody is known to have bought {line.Sku}.");
    }

    private static async Task AssertControllingViewsAsync(ClientSession session, ShopTrade trade, CancellationToken cancellationToken)
    {
        var paidOrders = trade.Ended.Count(life => life.Status is OrderStatus.Delivered);
        var balance = await session.Accounting.GetTrialBalanceAsync(cancellationToken);
        Assert.True(paidOrders > 0 && balance.Lines.Length > 0, $"{paidOrders} orders were paid, and the books have {balance.Lines.Length} lines.");
        Assert.NotEmpty((await session.Fraud.GetReportAsync(cancellationToken: cancellationToken)).Totals);
    }
}
