using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Reactors.Steps;
using CommandProcessor.Grains.Tests.Fixtures;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>A process that cannot go on waits, over a crash too, and holds back no other.</summary>
public sealed class ParkingTests
{
    private static readonly AccountId Ada = new("ada", "main");
    private static readonly AccountId Bob = new("bob", "main");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reaction_that_keeps_failing_is_parked_and_goes_on_when_it_is_redriven()
    {
        await using var side = await ReactorSide.StartAsync(seed: 1, faultRate: 0, time: null, new TransferReactor());
        side.Sender.IsActive = false;
        foreach (var account in new[] { Ada, Bob })
        {
            await ReactorSide.AskAsync<AccountCommand>(side.Account(account), new AccountCommand.OpenAccount("GBP", 0m));
            await ReactorSide.AskAsync<AccountCommand>(side.Account(account), new AccountCommand.Deposit(100m, "GBP", "cash"));
        }

        side.Sender.Breaks = step => step is Step.ToTransfer { Transfer.Number: "1", Command: TransferCommand.CompleteTransfer };
        await ReactorSide.AskAsync<TransferCommand>(side.Transfer(new("ada", "1")), new TransferCommand.TransferMoney(Ada, Bob, 1m, "GBP", "r"));
        await Wait.UntilAsync("the transfer is parked", () => side.Parked.Count == 1);
        await ReactorSide.AskAsync<TransferCommand>(side.Transfer(new("ada", "2")), new TransferCommand.TransferMoney(Ada, Bob, 2m, "GBP", "r"));
        await EndsAsync(side, "2");

        var parked = Assert.Single(side.Parked);
        Assert.Equal(("transfers", "transfer/ada/1", "transfer-requested"), (parked.Reactor, parked.Process, parked.EventType));
        await Wait.UntilAsync("it is saved", async () =>
            (await side.ReactorStore.ReadParkedAsync(parked.Partition, 10, Token)).Count == 1);
        await side.CrashAsync(parked.Partition);
        Assert.Equal(parked.Process, Assert.Single(side.Parked).Process);

        side.Sender.Breaks = _ => false;
        side.Reactors(parked.Partition).Redrive(new(parked.Reactor, parked.Process));
        await EndsAsync(side, "1");
        await Wait.UntilAsync("nothing is parked", () => side.Parked.Count == 0);
        Assert.Equal(97m, (await side.Account(Ada).LookAsync())!.Balance); // It was opened above.
    }

    [Fact]
    public async Task An_order_that_waits_for_a_product_is_still_rejected_when_it_is_not_paid_in_time()
    {
        await using var side = await ReactorSide.StartAsync(seed: 1, faultRate: 0, time: null, new OrderReactor());
        side.Sender.IsActive = false;
        var order = new OrderId("ada", "1");
        side.Sender.Breaks = step => step is Step.ToStock { Sku.Value: "P2" };

        await ReactorSide.AskAsync<OrderCommand>(side.Grain<IOrderGrain>(order.GrainKey), new OrderCommand.PlaceOrder(
            "GBP", [new("P1", 1, 1m), new("P2", 1, 1m)], new("Ada", "1 Loop Road", "United Kingdom"), Payment: new(Payer: Ada, Payee: Bob)));
        await Wait.UntilAsync("the order is parked", () => side.Parked.Count == 1);

        var parked = Assert.Single(side.Parked);
        await Wait.UntilAsync("it is saved", async () => (await side.ReactorStore.ReadParkedAsync(parked.Partition, 10, Token)).Count == 1);
        var due = Assert.Single(await side.ReactorStore.ReadDueAsync(parked.Partition, TimeProvider.System.GetUtcNow() + ProcessLimits.Unpaid, 10, Token));
        Assert.Equal(new OrderCommand.RejectOrder("It was not paid in time."), ((Step.ToOrder)due.Step).Command);
    }

    private static Task EndsAsync(ReactorSide side, string number) => Wait.UntilAsync(
        $"transfer {number} is completed", async () => (await side.Transfer(new("ada", number)).LookAsync())?.Status is TransferStatus.Completed);
}
