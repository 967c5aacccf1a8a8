using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;

namespace CommandProcessor.Projections.Tests.Runtime;

/// <summary>Watches through the client, over grains that are let go and silos that are killed.</summary>
public sealed class WatchOverSilosTests
{
    private const int CustomerCount = 8;
    private const int OrdersBetween = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_change_is_missed_when_grains_are_let_go_and_a_silo_is_killed()
    {
        await using var silos = await SeveralSilos.StartAsync(2, options => (options.WatchWaitMaxMs, options.WatchLookPeriodMs) = (500, 200));
        var customers = Enumerable.Range(0, CustomerCount).Select(_ => Sample.NewCustomer()).ToArray();
        var watches = customers.Select(customer => WatchAsync(silos.Client, customer, orderCount: 3 * OrdersBetween)).ToArray();

        await OrderAsync(silos, customers, from: 1);
        foreach (var customer in customers) await silos.Grains.GetGrain<ICustomerOrdersGrain>(customer).AsReference<IGrainManagementExtension>().DeactivateOnIdle(Token);
        await OrderAsync(silos, customers, from: 1 + OrdersBetween);
        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[1], Token);
        await OrderAsync(silos, customers, from: 1 + 2 * OrdersBetween);

        foreach (var seen in await Task.WhenAll(watches))
        {
            Assert.Equal(seen.Order(), seen);
            Assert.Equal(seen.Distinct(), seen);
        }
    }

    [Fact]
    public async Task Who_ends_a_watch_leaves_no_place_taken()
    {
        await using var silos = await SeveralSilos.StartAsync(1, options => options.WatchWaitMaxMs = 60_000);
        var customer = Sample.NewCustomer();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var watch = silos.Client.CustomerOrders.WatchSummaryAsync(customer, cancellationToken: leaving.Token).GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());
        var next = watch.MoveNextAsync().AsTask();
        await TakenAsync(silos, 1);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await TakenAsync(silos, 0);
    }

    [Fact]
    public async Task A_watcher_of_a_status_is_told_of_nothing_else()
    {
        await using var silos = await SeveralSilos.StartAsync(1, options => options.WatchLookPeriodMs = 10);
        var order = new OrderId(Sample.NewCustomer(), "1");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        List<OrderStatus?> seen = [];
        var watching = Task.Run(async () =>
        {
            await foreach (var watched in silos.Client.CustomerOrders.WatchOrderAsync(order, OrderPart.Status, cancellationToken: ending.Token))
            {
                seen.Add(watched.Value?.Status);
                if (watched.Value?.Status is OrderStatus.Delivered) break;
            }
        }, Token);

        await SeenAsync(1);
        await silos.PublishAsync(silos.Journal.Append(order, Sample.Placed()));
        await SeenAsync(2);
        await silos.PublishAsync(silos.Journal.Append(order, Sample.Amended(7)));
        await silos.PublishAsync(silos.Journal.Append(new(order.Customer, "2"), Sample.Placed()));
        await silos.PublishAsync(silos.Journal.Append(order, Sample.Confirmed));
        await SeenAsync(3);
        await silos.PublishAsync(silos.Journal.Append(order, Sample.Shipped));
        await SeenAsync(4);
        await silos.PublishAsync(silos.Journal.Append(order, Sample.Delivered));
        await watching;

        Assert.Equal([null, OrderStatus.Placed, OrderStatus.Confirmed, OrderStatus.Shipped, OrderStatus.Delivered], seen);

        Task SeenAsync(int count) => Eventually.HoldsAsync($"{count} states are shown", () => Task.FromResult(seen.Count >= count));
    }

    [Fact]
    public async Task A_page_of_one_status_is_shown_when_orders_come_and_go()
    {
        await using var silos = await SeveralSilos.StartAsync(1, options => options.WatchLookPeriodMs = 10);
        var order = new OrderId(Sample.NewCustomer(), "1");
        await using var watch = silos.Client.CustomerOrders
            .WatchOrdersAsync(order.Customer, new(OrderStatus.Placed), cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());
        Assert.Empty(watch.Current.Value.Orders);

        await silos.PublishAsync(silos.Journal.Append(order, Sample.Placed()));
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal("1", Assert.Single(watch.Current.Value.Orders).Number);

        await silos.PublishAsync(silos.Journal.Append(order, Sample.Confirmed));
        Assert.True(await watch.MoveNextAsync());
        Assert.Empty(watch.Current.Value.Orders);
    }

    private static async Task OrderAsync(SeveralSilos silos, string[] customers, int from)
    {
        for (var number = from; number < from + OrdersBetween; number++)
        {
            foreach (var customer in customers) await silos.PublishAsync(silos.Journal.Append(new(customer, $"{number}"), Sample.Placed()));
        }
    }

    /// <summary>How many orders a watcher was shown, each time, until all are.</summary>
    private static async Task<List<int>> WatchAsync(CommandProcessorClient client, string customer, int orderCount)
    {
        List<int> seen = [];
        await foreach (var watched in client.CustomerOrders.WatchSummaryAsync(customer, cancellationToken: Token))
        {
            seen.Add(watched.Value.OrderCount);
            if (watched.Value.OrderCount == orderCount) break;
        }

        return seen;
    }

    private static Task TakenAsync(SeveralSilos silos, int count) => Eventually.HoldsAsync(
        $"{count} watch", () => Task.FromResult(silos.Cluster.Silos.Sum(silo => silo.ServiceProvider.GetRequiredService<ProjectionServices>().Watches.Taken) == count));

    [Fact]
    public async Task An_account_and_the_books_are_watched_over_a_lost_silo()
    {
        await using var silos = await SeveralSilos.StartAsync(2, options =>
        {
            (options.WatchWaitMaxMs, options.WatchLookPeriodMs, options.WatchPeriodMs) = (500, 100, 20);
            (options.FeedLookPeriodMs, options.ViewPingIntervalMs) = (20, 200);
        });
        var owners = Enumerable.Range(0, CustomerCount).Select(_ => new AccountId(Sample.NewCustomer(), "main")).ToArray();
        var accounts = owners.Select(account => BalancesAsync(silos.Client, account, 3 * OrdersBetween)).ToArray();
        var books = CashAsync(silos.Client, CustomerCount * 3 * OrdersBetween);
        foreach (var account in owners) silos.Journal.Append(account, AccountEventCodec.Instance, new AccountEvent.AccountOpened("GBP", 0, Sample.Day));

        await DepositAsync(silos, owners);
        await DepositAsync(silos, owners);
        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[1], Token);
        await DepositAsync(silos, owners);

        foreach (var seen in (IEnumerable<List<decimal>>)[.. await Task.WhenAll(accounts), await books])
        {
            Assert.Equal(seen.Order(), seen);
            Assert.Equal(seen.Distinct(), seen);
        }
    }

    private static async Task DepositAsync(SeveralSilos silos, AccountId[] accounts)
    {
        for (var round = 0; round < OrdersBetween; round++)
        {
            foreach (var account in accounts)
                await silos.PublishAsync(silos.Journal.Append(account, AccountEventCodec.Instance, new AccountEvent.MoneyDeposited(1, "GBP", "cash", Sample.Day)));
        }
    }

    private static async Task<List<decimal>> BalancesAsync(CommandProcessorClient client, AccountId account, decimal last)
    {
        List<decimal> seen = [];
        await foreach (var watched in client.TransactionHistory.WatchStatementAsync(account, pageSize: 1, cancellationToken: Token))
        {
            if (watched.Value is not { Entries.IsEmpty: false } statement) continue;
            seen.Add(statement.Closing.Balance);
            if (statement.Closing.Balance == last) break;
        }

        return seen;
    }

    private static async Task<List<decimal>> CashAsync(CommandProcessorClient client, decimal last)
    {
        List<decimal> seen = [];
        await foreach (var watched in client.Accounting.WatchTrialBalanceAsync(cancellationToken: Token))
        {
            seen.Add(watched.Value.BalanceOf("GBP", LedgerAccount.Cash));
            if (seen[^1] == last) break;
        }

        return seen;
    }
}
