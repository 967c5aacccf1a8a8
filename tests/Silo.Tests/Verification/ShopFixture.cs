using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Journal;
using CommandProcessor.Silo.Replay;
using CommandProcessor.Silo.Retail;
using CommandProcessor.Silo.Verbs;
using CommandProcessor.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Silo.Tests.Verification;

/// <summary>What a real shop's newest orders leave in the journal, a transfer that arrived, and each kind that does not.</summary>
public sealed class ShopFixture : IAsyncLifetime
{
    private const int OrderCount = 150;
    private const int CallerCount = 16;

    /// <summary>Partition by partition, each in its order.</summary>
    public IReadOnlyList<RecordedEvent> Events { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var silo = await ShortSilo.StartAsync(
            new Dictionary<string, string?> { ["CommandProcessor:Data"] = folder.Path, ["CommandProcessor:Dashboard:Enabled"] = "false" }, token);
        var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tests");
        var plan = (await DemoVerb.PlanAsync(token)).Take(OrderCount);
        var meter = new ReplayMeter(OrderCount, new long[silo.Services.GetRequiredService<IJournal>().Partitioning.PartitionCount], TimeProvider.System);
        var replay = new LifeReplay(session, meter, new FreshnessProbe(session, meter, TimeProvider.System), TimeProvider.System);
        await replay.RunAsync(plan, CallerCount, token);
        await TransferAsync(session, token);
        Assert.True(await silo.Processes.WaitAsync(token));
        Assert.Empty(replay.Refusals);
        Events = await ReadAsync(silo.Services.GetRequiredService<IJournal>(), token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task TransferAsync(ClientSession session, CancellationToken token)
    {
        var (mine, closed, never) = (new AccountId("ada", "main"), new AccountId("bob", "closed"), new AccountId("nobody", "main"));
        await session.Accounts.OpenAsync(mine, "GBP", cancellationToken: token).OrThrowAsync();
        await session.Accounts.DepositAsync(mine, 200m, "GBP", "Cash", cancellationToken: token).OrThrowAsync();
        await session.Accounts.OpenAsync(closed, "GBP", cancellationToken: token).OrThrowAsync();
        await session.Accounts.CloseAsync(closed, cancellationToken: token).OrThrowAsync();
        await session.Transfers.RequestAsync(new("ada", "1"), new(mine, RetailAccounts.Shop, 70m, "GBP", "Gift"), cancellationToken: token).OrThrowAsync();
        await session.Transfers.RequestAsync(new("ada", "2"), new(mine, closed, 30m, "GBP", "Gift"), cancellationToken: token).OrThrowAsync();
        await session.Transfers.RequestAsync(new("ada", "3"), new(mine, never, 30m, "GBP", "Gift"), cancellationToken: token).OrThrowAsync();
        await session.Transfers.RequestAsync(new("ada", "4"), new(never, mine, 30m, "GBP", "Gift"), cancellationToken: token).OrThrowAsync();
        await session.Transfers.RequestAsync(new("ada", "5"), new(mine, RetailAccounts.Shop, 1_000m, "GBP", "Gift"), cancellationToken: token).OrThrowAsync();
        await session.Accounts.WithdrawAsync(RetailAccounts.Shop, 1m, "GBP", "Change", cancellationToken: token).OrThrowAsync();
    }

    private static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(IJournal journal, CancellationToken token)
    {
        var events = new List<RecordedEvent>();
        for (var partition = 0; partition < journal.Partitioning.PartitionCount; partition++)
            for (var from = 1L; await journal.ReadPartitionAsync(partition, from, 1_000, token) is { Count: > 0 } page; from = page[^1].Position + 1) events.AddRange(page);
        return events;
    }
}
