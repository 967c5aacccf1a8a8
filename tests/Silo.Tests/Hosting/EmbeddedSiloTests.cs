using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Silo.Verbs;
using CommandProcessor.Silo.Verification;
using CommandProcessor.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Silo.Tests.Hosting;

/// <summary>The whole system in one process, as a user runs it without set-up.</summary>
public sealed class EmbeddedSiloTests
{
    private static readonly OrderCommand.PlaceOrder SomeOrder = new("GBP", [new("85123A", 6, 2.55m), new("71053", 1, 3.39m)], new("Ada", "1 Loop Road", "United Kingdom"));

    [Fact]
    public async Task A_session_reads_what_it_wrote_and_everything_verifies()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var silo = await StartAsync(folder);
        var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");

        for (var number = 1; number <= 20; number++)
        {
            var outcome = await session.Orders.PlaceAsync(new("17850", $"{number}"), SomeOrder, cancellationToken: cancellationToken);
            Assert.IsType<CommandOutcome.Accepted>(outcome);
            Assert.Equal(number, (await session.CustomerOrders.GetSummaryAsync("17850", cancellationToken)).OrderCount);
        }

        Assert.True(await silo.CatchUp.WaitAsync(progress: null, cancellationToken));
        AssertClean(await silo.Verifier.VerifyAsync(cancellationToken));
    }

    [Fact]
    public async Task After_a_restart_nothing_is_missing_although_the_broker_forgot_everything()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using (var silo = await StartAsync(folder))
        {
            var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");
            await session.Orders.PlaceAsync(new("17850", "1"), SomeOrder, cancellationToken: cancellationToken);
        }

        await using var again = await StartAsync(folder);
        var client = again.Services.GetRequiredService<CommandProcessorClient>();
        await client.OpenSession("tester").Orders.ConfirmAsync(new("17850", "1"), cancellationToken: cancellationToken);

        Assert.True(await again.CatchUp.WaitAsync(progress: null, cancellationToken));
        AssertClean(await again.Verifier.VerifyAsync(cancellationToken));
        var order = await client.CustomerOrders.GetOrderAsync("17850", "1", cancellationToken);
        Assert.Equal(OrderStatus.Confirmed, order?.Status);
    }

    [Fact]
    public async Task Somebody_who_never_ordered_has_an_empty_history()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var silo = await StartAsync(folder);
        var client = silo.Services.GetRequiredService<CommandProcessorClient>();

        Assert.Equal(0, (await client.CustomerOrders.GetSummaryAsync("nobody", cancellationToken)).OrderCount);
        Assert.Empty((await client.CustomerOrders.GetOrdersAsync("nobody", cancellationToken: cancellationToken)).Orders);
        Assert.Null(await client.CustomerOrders.GetOrderAsync("nobody", "1", cancellationToken));
    }

    [Fact]
    public async Task A_second_process_cannot_open_the_same_data()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await StartAsync(folder);

        var refused = await Assert.ThrowsAsync<CommandProcessor.Silo.Hosting.DataFolderException>(() => StartAsync(folder));

        Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
    }

    private static Task<ShortSilo> StartAsync(TemporaryFolder folder) =>
        ShortSilo.StartAsync(
            new Dictionary<string, string?> { ["CommandProcessor:Data"] = folder.Path, ["CommandProcessor:PartitionCount"] = "4" }, TestContext.Current.CancellationToken);

    private static void AssertClean(IReadOnlyList<Finding> findings) =>
        Assert.All(findings, finding => Assert.True(finding.IsClean, $"{finding.Part}: {string.Join("; ", finding.Differences)}"));
}
