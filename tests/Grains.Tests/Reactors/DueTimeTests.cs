using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Reactors;
using CommandProcessor.Grains.Tests.Fixtures;

namespace CommandProcessor.Grains.Tests.Reactors;

public sealed class DueTimeTests
{
    private static readonly AccountId Ada = new("ada", "main");

    [Fact]
    public async Task A_hold_expires_when_its_time_is_over_also_after_a_crash()
    {
        await using var side = await ReactorSide.StartAsync(seed: 1, faultRate: 0, time: null, new ExpiryReactor());
        side.Sender.IsActive = false;
        await ReactorSide.AskAsync<AccountCommand>(side.Account(Ada), new AccountCommand.OpenAccount("GBP", 10m));
        var soon = TimeProvider.System.GetUtcNow().AddMilliseconds(1_500);
        await ReactorSide.AskAsync<AccountCommand>(side.Account(Ada), new AccountCommand.PlaceHold("h1", 5m, "GBP", soon, "p"));
        await ReactorSide.AskAsync<AccountCommand>(side.Account(Ada), new AccountCommand.PlaceHold("h2", 1m, "GBP", soon.AddDays(1), "p"));
        for (var partition = 0; partition < side.Journal.Partitioning.PartitionCount; partition++) await side.CrashAsync(partition);

        await Wait.UntilAsync("the first hold has expired", async () => (await side.Account(Ada).LookAsync())!.Held == 1m); // It was opened above.

        Assert.Single(await side.HistoryAsync(), recorded => recorded.Type == "account-hold-expired");
    }
}
