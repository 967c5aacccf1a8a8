using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Tests.Fixtures;

namespace CommandProcessor.Grains.Tests.Reactors;

/// <summary>
/// Random transfers among a few accounts, some of which are frozen, closed, of another currency or not there at all, while journal, commands and
/// answers break and reactors are killed. Afterwards every transfer has ended and each cent is where it must be.
/// </summary>
public sealed class TransferProcessTests(ITestOutputHelper output)
{
    private const string SeedVariable = "COMMANDPROCESSOR_TEST_SEED";
    private const int TransferCountPerCaller = 40;
    private const int CallerCount = 10;

    private static readonly AccountId[] Accounts = [.. Enumerable.Range(0, 8).Select(number => new AccountId($"owner {number % 5}", $"{number}"))];
    private static readonly AccountId Foreign = new("foreign", "euro");
    private static readonly AccountId Nowhere = new("nobody", "none");

    [Fact]
    public async Task A_transfer_brings_the_money_from_account_to_account()
    {
        await using var side = await ReactorSide.StartAsync(seed: 1, faultRate: 0, time: null, new TransferReactor(), new ExpiryReactor());
        side.Sender.IsActive = false;
        await OpenAsync(side, Accounts[0], "GBP", 100m);
        await OpenAsync(side, Accounts[1], "GBP", 1m);
        var transfer = side.Transfer(new("ada", "1"));

        await ReactorSide.AskAsync<TransferCommand>(transfer, new TransferCommand.TransferMoney(Accounts[0], Accounts[1], 40m, "GBP", "Rent"));

        await EndedAsync(transfer);
        Assert.Equal(TransferStatus.Completed, (await transfer.LookAsync())!.Status);
        Assert.Equal((60m, 0m), await MoneyAsync(side, Accounts[0]));
        Assert.Equal((41m, 0m), await MoneyAsync(side, Accounts[1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(null)]
    public async Task Every_transfer_ends_and_each_cent_is_where_it_must_be(int? given)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var wanted) ? wanted : given ?? Random.Shared.Next();
        output.WriteLine($"Seed {seed}; set {SeedVariable} to run it again.");
        await using var side = await ReactorSide.StartAsync(seed, faultRate: 0.02, time: null, new TransferReactor(), new ExpiryReactor());
        foreach (var account in Accounts) await OpenAsync(side, account, "GBP", 500m);
        await OpenAsync(side, Foreign, "EUR", 500m);

        using var over = new CancellationTokenSource();
        var killing = KillAsync(side, new(seed), over.Token);
        var changing = ChangeAsync(side, new(seed + 1), over.Token);
        var transfers = (await Task.WhenAll(Enumerable.Range(0, CallerCount).Select(caller => TransferAsync(side, caller, new(seed + 10 + caller))))).SelectMany(ids => ids).ToArray();
        await over.CancelAsync();
        var (crashCount, changeCount) = (await killing, await changing);
        side.Faults.IsActive = false;
        side.Sender.IsActive = false;
        foreach (var transfer in transfers) await EndedAsync(side.Transfer(transfer));

        output.WriteLine($"{transfers.Length} transfers, {crashCount} crashes, {changeCount} changes of accounts, {side.Faults.Count} + {side.Sender.Count} faults.");
        Assert.True(crashCount > 1 && side.Faults.Count > 3 && side.Sender.Count > 10, "Too little was broken to prove anything.");
        await AssertHistoryAsync(side, transfers);
        await AssertNothingLeftAsync(side);
    }

    private static async Task<TransferId[]> TransferAsync(ReactorSide side, int caller, Random random)
    {
        var transfers = new TransferId[TransferCountPerCaller];
        for (var number = 0; number < transfers.Length; number++)
        {
            transfers[number] = new($"caller {caller}", $"{number}");
            var from = random.Next(20) switch { 0 => Foreign, 1 => Nowhere, _ => Accounts[random.Next(Accounts.Length)] };
            var to = random.Next(10) switch { 0 => Foreign, 1 => Nowhere, _ => Accounts[random.Next(Accounts.Length)] };
            if (from == to) to = Foreign == from ? Accounts[0] : Foreign;
            var currency = from == Foreign ? "EUR" : "GBP";
            var command = new TransferCommand.TransferMoney(from, to, random.Next(1, 20_000) / 100m, currency, "r");
            Assert.IsType<CommandOutcome.Accepted>(await ReactorSide.AskAsync<TransferCommand>(side.Transfer(transfers[number]), command));
        }

        return transfers;
    }

    private static async Task<int> KillAsync(ReactorSide side, Random random, CancellationToken over)
    {
        var count = 0;
        while (!over.IsCancellationRequested)
        {
            await side.CrashAsync(random.Next(side.Journal.Partitioning.PartitionCount));
            count++;
            await Task.Delay(random.Next(5, 40), TestContext.Current.CancellationToken);
        }

        return count;
    }

    /// <summary>Freezes, opens and closes accounts, and has them forget their refusals.</summary>
    private static async Task<int> ChangeAsync(ReactorSide side, Random random, CancellationToken over)
    {
        var count = 0;
        while (!over.IsCancellationRequested)
        {
            var account = side.Account(Accounts[random.Next(Accounts.Length)]);
            AccountCommand? command = random.Next(5) switch
            {
                0 => new AccountCommand.FreezeAccount("suspicious"),
                1 or 2 => new AccountCommand.UnfreezeAccount("looked at"),
                3 => new AccountCommand.CloseAccount(),
                _ => null,
            };
            if (command is null) await side.Cluster.Cluster.DeactivateAsync(account);
            else await ReactorSide.AskAsync(account, command);
            count++;
            await Task.Delay(random.Next(1, 10), TestContext.Current.CancellationToken);
        }

        foreach (var account in Accounts) await ReactorSide.AskAsync<AccountCommand>(side.Account(account), new AccountCommand.UnfreezeAccount("looked at"));
        return count;
    }

    private static async Task AssertHistoryAsync(ReactorSide side, TransferId[] transfers)
    {
        var history = (await side.HistoryAsync()).Where(recorded => recorded.Aggregate.Kind == AccountId.Kind).Select(AccountEventCodec.Instance.Decode).ToList();
        Assert.All(history.OfType<AccountEvent.HoldPlaced>().CountBy(e => e.HoldId), placed => Assert.Equal(1, placed.Value));
        var taken = history.OfType<AccountEvent.HoldCaptured>().ToLookup(e => e.Purpose);
        var arrived = history.OfType<AccountEvent.MoneyCredited>().ToLookup(e => e.Source);
        foreach (var id in transfers)
        {
            var view = (await side.Transfer(id).LookAsync())!;
            var name = id.Aggregate.Value;
            var isCompleted = view.Status is TransferStatus.Completed;
            Assert.Equal(arrived[name].Count(), taken[name].Count());
            Assert.True(taken[name].Count() <= 1, $"{name} was taken {taken[name].Count()} times.");
            if (isCompleted) Assert.Equal(CreditKind.Sent, Assert.Single(arrived[name]).Kind);
            else Assert.All(arrived[name], credit => Assert.Equal(CreditKind.Returned, credit.Kind));
            Assert.All(arrived[name], credit => Assert.Equal(view.Amount, credit.Amount));
        }
    }

    private static async Task AssertNothingLeftAsync(ReactorSide side)
    {
        Assert.Empty(side.Parked);
        var pounds = 0m;
        foreach (var account in Accounts)
        {
            var (balance, held) = await MoneyAsync(side, account);
            Assert.Equal(0m, held);
            pounds += balance;
        }

        Assert.Equal(500m * Accounts.Length, pounds);
        Assert.Equal((500m, 0m), await MoneyAsync(side, Foreign));
    }

    private static Task EndedAsync(ITransferGrain transfer) => Wait.UntilAsync(
        $"{transfer.GetPrimaryKeyString()} has ended", async () => (await transfer.LookAsync())?.Status is TransferStatus.Completed or TransferStatus.Rejected, timeoutMs: 30_000);

    private static async Task OpenAsync(ReactorSide side, AccountId id, string currency, decimal amount)
    {
        await ReactorSide.AskAsync<AccountCommand>(side.Account(id), new AccountCommand.OpenAccount(currency, 0m));
        await ReactorSide.AskAsync<AccountCommand>(side.Account(id), new AccountCommand.Deposit(amount, currency, "cash"));
    }

    private static async Task<(decimal Balance, decimal Held)> MoneyAsync(ReactorSide side, AccountId id)
    {
        var view = (await side.Account(id).LookAsync())!;
        return (view.Balance, view.Held);
    }
}
