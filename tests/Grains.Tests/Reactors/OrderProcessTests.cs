using System.Collections.Concurrent;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Tests.Fixtures;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>
/// Random orders, cancellations, losses, returns and freezes, while journal, commands and answers break and reactors are killed. Afterwards every
/// order has ended, nothing is booked or held, and each cent and each piece is where the orders say.
/// </summary>
public sealed class OrderProcessTests(ITestOutputHelper output)
{
    private const string SeedVariable = "COMMANDPROCESSOR_TEST_SEED";
    private const int Stock = 60;
    private const decimal Cash = 400m;

    private static readonly string[] Skus = ["mug", "lamp", "clock", "vase"];
    private static readonly string[] Customers = ["ada", "bob", "cy", "dot"];
    private static readonly AccountId Shop = new("shop", "main");

    [Fact]
    public async Task An_order_is_booked_paid_confirmed_shipped_and_delivered()
    {
        await using var side = await StartAsync(seed: 1, faultRate: 0);
        side.Sender.IsActive = false;
        var id = new OrderId("ada", "1");
        await ReactorSide.AskAsync<OrderCommand>(Order(side, id), Place("ada", [new("mug", 2, 5m), new("lamp", 1, 20m)]));

        await ReachesAsync(side, id, OrderStatus.Confirmed);
        Assert.Equal(30m, (await AccountAsync(side, Account("ada"))).Held);
        await ShipmentReachesAsync(side, id.Number, "ada", ShipmentStatus.Created);
        await ReactorSide.AskAsync<ShipmentCommand>(Shipment(side, id), new ShipmentCommand.DispatchShipment("Post", "T-1"));
        await ReactorSide.AskAsync<ShipmentCommand>(Shipment(side, id), new ShipmentCommand.ConfirmDelivery());
        await ReachesAsync(side, id, OrderStatus.Delivered);
        await ReactorSide.AskAsync<OrderCommand>(Order(side, id), new OrderCommand.ReturnItems([new(1, 1)], "Broken"));

        await Wait.UntilAsync("the refund has arrived", async () => (await AccountAsync(side, Account("ada"))).Balance == Cash - 25m);
        Assert.Equal(Stock - 1, (await StockAsync(side, "mug")).OnHand);
        Assert.Equal(Stock - 1, (await StockAsync(side, "lamp")).OnHand);
    }

    [Fact]
    public async Task An_order_that_cannot_be_booked_whole_is_rejected_and_leaves_nothing()
    {
        await using var side = await StartAsync(seed: 1, faultRate: 0);
        side.Sender.IsActive = false;
        var id = new OrderId("ada", "1");

        await ReactorSide.AskAsync<OrderCommand>(Order(side, id), Place("ada", [new("mug", 2, 1m), new("lamp", Stock + 1, 1m)]));

        await ReachesAsync(side, id, OrderStatus.Rejected);
        await Wait.UntilAsync("nothing is booked", async () => (await StockAsync(side, "mug")).Booked == 0);
        Assert.Equal(0m, (await AccountAsync(side, Account("ada"))).Held);
    }

    [Fact]
    public async Task An_order_that_is_cancelled_after_a_client_captured_a_part_of_its_payment_costs_nothing()
    {
        await using var side = await StartAsync(seed: 1, faultRate: 0);
        side.Sender.IsActive = false;
        var id = new OrderId("ada", "1");
        await ReactorSide.AskAsync<OrderCommand>(Order(side, id), Place("ada", [new("mug", 2, 5m), new("lamp", 1, 20m)]));
        await ReachesAsync(side, id, OrderStatus.Confirmed);
        await ReactorSide.AskAsync<PaymentCommand>(side.Grain<IPaymentGrain>(id.GrainKey), new PaymentCommand.CapturePayment(12m));
        await Wait.UntilAsync("it is captured", async () => (await AccountAsync(side, Account("ada"))) is { Balance: Cash - 12m, Held: 0m });

        await ReactorSide.AskAsync<OrderCommand>(Order(side, id), new OrderCommand.CancelOrder("Changed my mind."));

        await Wait.UntilAsync("the money is back", async () => (await AccountAsync(side, Account("ada"))).Balance == Cash);
        await Wait.UntilAsync("nothing is booked", async () => (await StockAsync(side, "mug")).Booked == 0);
    }

    [Fact]
    public async Task An_order_whose_goods_are_lost_for_good_is_lost_and_paid_back()
    {
        await using var side = await StartAsync(seed: 1, faultRate: 0);
        side.Sender.IsActive = false;
        var id = new OrderId("ada", "1");
        await ReactorSide.AskAsync<OrderCommand>(Order(side, id), Place("ada", [new("mug", 2, 5m)]));
        await ShipmentReachesAsync(side, id.Number, "ada", ShipmentStatus.Created);
        await ReactorSide.AskAsync<ShipmentCommand>(Shipment(side, id), new ShipmentCommand.DispatchShipment("Post", "T-1"));
        await ReachesAsync(side, id, OrderStatus.Shipped);

        await ReactorSide.AskAsync<ShipmentCommand>(Shipment(side, id), new ShipmentCommand.ReportLoss(LossResolution.Refund, "Fell off a lorry"));

        await ReachesAsync(side, id, OrderStatus.Lost);
        await Wait.UntilAsync("the refund has arrived", async () => (await AccountAsync(side, Account("ada"))).Balance == Cash);
        Assert.Equal("Fell off a lorry", (await Order(side, id).LookAsync())?.Reason);
        Assert.Equal(Stock - 2, (await StockAsync(side, "mug")).OnHand);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(null)]
    public async Task Every_order_ends_and_each_cent_and_piece_is_where_the_orders_say(int? given)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var wanted) ? wanted : given ?? Random.Shared.Next();
        output.WriteLine($"Seed {seed}; set {SeedVariable} to run it again.");
        await using var side = await StartAsync(seed, faultRate: 0.01);
        using var over = new CancellationTokenSource();
        var killing = KillAsync(side, new(seed), over.Token);
        var orders = (await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => LiveAsync(side, caller, new(seed + 10 + caller))))).SelectMany(ids => ids).ToArray();
        await over.CancelAsync();
        var crashCount = await killing;
        side.Faults.IsActive = false;
        side.Sender.IsActive = false;
        foreach (var customer in Customers) await ReactorSide.AskAsync<AccountCommand>(side.Account(Account(customer)), new AccountCommand.UnfreezeAccount("ok"));

        foreach (var id in orders) await FinishAsync(side, id);
        await Wait.UntilAsync("nothing is booked or held", async () => await LeftAsync(side) == 0, timeoutMs: 30_000, () => string.Join("; ", side.Parked));

        var views = await Task.WhenAll(orders.Select(async id => (await Order(side, id).LookAsync())!));
        output.WriteLine($"{orders.Length} orders ({string.Join(", ", views.CountBy(view => view.Status))}), {crashCount} crashes, {side.Faults.Count} + {side.Sender.Count} faults.");
        Assert.Empty(side.Parked);
        await AssertMoneyAndStockAsync(side, orders);
    }

    /// <summary>A caller's orders, each pushed on as far as chance will have it.</summary>
    private static async Task<OrderId[]> LiveAsync(ReactorSide side, int caller, Random random)
    {
        var ids = new OrderId[6];
        for (var number = 0; number < ids.Length; number++)
        {
            var customer = Customers[random.Next(Customers.Length)];
            var id = ids[number] = new(customer, $"{caller}-{number}");
            OrderLine[] lines = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new OrderLine(Skus[random.Next(Skus.Length)], random.Next(1, 4), random.Next(1, 2_000) / 100m))];
            await ReactorSide.AskAsync<OrderCommand>(Order(side, id), Place(customer, lines));
            if (random.Next(4) == 0) await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);
            if (random.Next(6) == 0) await ReactorSide.AskAsync<AccountCommand>(side.Account(Account(customer)), new AccountCommand.FreezeAccount("odd"));
            if (random.Next(3) == 0) await ReactorSide.AskAsync<AccountCommand>(side.Account(Account(customer)), new AccountCommand.UnfreezeAccount("ok"));
            for (var step = random.Next(6); step > 0; step--)
            {
                var shipment = Shipment(side, id);
                if (random.Next(2) == 0) await Task.Delay(random.Next(60), TestContext.Current.CancellationToken);
                switch (random.Next(10))
                {
                    case < 4: await ReactorSide.AskAsync<ShipmentCommand>(shipment, new ShipmentCommand.DispatchShipment("Post", "T")); break;
                    case < 6: await ReactorSide.AskAsync<ShipmentCommand>(shipment, new ShipmentCommand.ConfirmDelivery()); break;
                    case < 7: await ReactorSide.AskAsync<ShipmentCommand>(shipment, new ShipmentCommand.ReportLoss((LossResolution)random.Next(2), "Fell off a lorry")); break;
                    case < 8: await ReactorSide.AskAsync<OrderCommand>(Order(side, id), new OrderCommand.CancelOrder("Changed my mind")); break;
                    case < 9: await side.Cluster.Cluster.DeactivateAsync(side.Grain<IStockGrain>(Skus[random.Next(Skus.Length)])); break;
                    default: await ReactorSide.AskAsync<OrderCommand>(Order(side, id), new OrderCommand.ReturnItems([new(1, 1)], "Broken")); break;
                }
            }
        }

        return ids;
    }

    /// <summary>Does what an operator does until the order has come to its end.</summary>
    private static Task FinishAsync(ReactorSide side, OrderId id) => Wait.UntilAsync($"order {id} has ended", async () =>
    {
        var order = (await Order(side, id).LookAsync())!;
        if (order.Status is OrderStatus.Delivered or OrderStatus.Returned or OrderStatus.Rejected or OrderStatus.Lost) return true;
        for (var attempt = 1; ; attempt++)
        {
            var grain = side.Grain<IShipmentGrain>($"{id.GrainKey}{(attempt == 1 ? "" : $"~{attempt}")}");
            switch ((await grain.LookAsync())?.Status)
            {
                case null or ShipmentStatus.None: return order.Status is OrderStatus.Cancelled && attempt == 1;
                case ShipmentStatus.Created when order.Status is not OrderStatus.Cancelled: await ReactorSide.AskAsync<ShipmentCommand>(grain, new ShipmentCommand.DispatchShipment("Post", "T")); return false;
                case ShipmentStatus.Dispatched: await ReactorSide.AskAsync<ShipmentCommand>(grain, new ShipmentCommand.ConfirmDelivery()); return false;
                case ShipmentStatus.Delivered: return order.Status is OrderStatus.Cancelled;
                case ShipmentStatus.Cancelled: return order.Status is OrderStatus.Cancelled;
                case ShipmentStatus.Lost when order.Status is OrderStatus.Cancelled: return true;
                case ShipmentStatus.Lost when (await grain.LookAsync())!.Resolution is LossResolution.Refund: return false;
            }
        }
    }, timeoutMs: 30_000);

    private static async Task AssertMoneyAndStockAsync(ReactorSide side, OrderId[] orders)
    {
        var (paid, left) = (new ConcurrentDictionary<string, decimal>(), Skus.ToDictionary(sku => sku, _ => 0L));
        foreach (var id in orders)
        {
            var order = (await Order(side, id).LookAsync())!;
            var isTaken = order.Status is OrderStatus.Shipped or OrderStatus.Delivered or OrderStatus.Returned or OrderStatus.Lost;
            var (lostCount, isRefunded) = await LossesAsync(side, id);
            Assert.Equal(isTaken && isRefunded, order.Status is OrderStatus.Lost);
            if (isTaken) paid.AddOrUpdate(id.Customer, order.Total, (_, sum) => sum + order.Total);
            paid.AddOrUpdate(id.Customer, 0, (_, sum) => sum - order.ReturnedAmount - (isRefunded && isTaken ? order.Total : 0));
            foreach (var line in order.Lines) left[line.Sku] += line.Quantity * (lostCount + (order.Status is OrderStatus.Delivered or OrderStatus.Returned ? 1 : 0));
        }

        var returned = (await side.HistoryAsync()).Where(recorded => recorded.Type == "order-items-returned")
            .Select(recorded => (Order: OrderId.Parse(recorded.Aggregate.GrainKey), Event: (OrderEvent.ItemsReturned)OrderEventCodec.Instance.Decode(recorded)));
        foreach (var (id, e) in returned)
        {
            var lines = (await Order(side, id).LookAsync())!.Lines;
            foreach (var line in e.Lines) left[lines[line.LineNumber - 1].Sku] -= line.Quantity;
        }

        foreach (var sku in Skus) Assert.Equal(Stock - left[sku], (await StockAsync(side, sku)).OnHand);
        await Wait.UntilAsync("the money is where it belongs", async () =>
        {
            foreach (var customer in Customers)
            {
                if ((await AccountAsync(side, Account(customer))).Balance != Cash - paid.GetValueOrDefault(customer)) return false;
            }

            return (await AccountAsync(side, Shop)).Balance == Cash + paid.Values.Sum();
        });
    }

    private static async Task<(int Count, bool IsRefunded)> LossesAsync(ReactorSide side, OrderId id)
    {
        var count = 0;
        for (var attempt = 1; ; attempt++)
        {
            var view = await side.Grain<IShipmentGrain>($"{id.GrainKey}{(attempt == 1 ? "" : $"~{attempt}")}").LookAsync();
            if (view?.Status is ShipmentStatus.Lost) count++;
            if (view is { Status: ShipmentStatus.Lost, Resolution: LossResolution.Refund }) return (count, true);
            if (view is { Status: ShipmentStatus.Cancelled } && attempt > 1) return (count, true);
            if (view?.Status is not ShipmentStatus.Lost) return (count, false);
        }
    }

    private static async Task<decimal> LeftAsync(ReactorSide side)
    {
        var left = 0m;
        foreach (var account in Customers.Select(Account).Append(Shop)) left += (await AccountAsync(side, account)).Held;
        foreach (var sku in Skus) left += (await StockAsync(side, sku)).Booked;
        return left;
    }

    private static async Task<int> KillAsync(ReactorSide side, Random random, CancellationToken over)
    {
        var count = 0;
        for (; !over.IsCancellationRequested; count++)
        {
            await side.CrashAsync(random.Next(side.Journal.Partitioning.PartitionCount));
            await Task.Delay(random.Next(5, 60), TestContext.Current.CancellationToken);
        }

        return count;
    }

    private static async Task<ReactorSide> StartAsync(int seed, double faultRate)
    {
        var side = await ReactorSide.StartAsync(seed, faultRate, time: null, new PaymentReactor(), new OrderReactor(), new ExpiryReactor());
        foreach (var account in Customers.Select(Account).Append(Shop))
        {
            await ReactorSide.AskAsync<AccountCommand>(side.Account(account), new AccountCommand.OpenAccount("GBP", 0m));
            await ReactorSide.AskAsync<AccountCommand>(side.Account(account), new AccountCommand.Deposit(Cash, "GBP", "cash"));
        }

        foreach (var sku in Skus)
        {
            await ReactorSide.AskAsync<StockCommand>(side.Grain<IStockGrain>(sku), new StockCommand.RegisterProduct(sku, "home", 5m, "GBP"));
            await ReactorSide.AskAsync<StockCommand>(side.Grain<IStockGrain>(sku), new StockCommand.ReceiveStock(Stock, "supplier"));
        }

        return side;
    }

    private static OrderCommand.PlaceOrder Place(string customer, OrderLine[] lines) =>
        new("GBP", [.. lines], SampleOrders.Home, OrderedAt: null, new(Account(customer), Shop));

    private static AccountId Account(string customer) => new(customer, "main");

    private static IOrderGrain Order(ReactorSide side, OrderId id) => side.Grain<IOrderGrain>(id.GrainKey);

    private static IShipmentGrain Shipment(ReactorSide side, OrderId id) => side.Grain<IShipmentGrain>(id.GrainKey);

    private static async Task<AccountView> AccountAsync(ReactorSide side, AccountId id) => (await side.Account(id).LookAsync())!;

    private static async Task<StockView> StockAsync(ReactorSide side, string sku) => (await side.Grain<IStockGrain>(sku).LookAsync())!;

    private static Task ReachesAsync(ReactorSide side, OrderId id, OrderStatus status) =>
        Wait.UntilAsync($"order {id} is {status}", async () => (await Order(side, id).LookAsync())?.Status == status);

    private static Task ShipmentReachesAsync(ReactorSide side, string number, string customer, ShipmentStatus status) =>
        Wait.UntilAsync($"shipment {number} is {status}", async () => (await side.Grain<IShipmentGrain>($"{customer}/{number}").LookAsync())?.Status == status);
}
