using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Payments;
using CommandProcessor.Grains.Interfaces.Shipments;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.Transfers;
using CommandProcessor.Journal;
using CommandProcessor.Silo.Verbs;
using CommandProcessor.Silo.Verification;
using CommandProcessor.Testing;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

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
        AssertClean((await silo.Verifier.VerifyAsync(cancellationToken)).Findings);
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
        AssertClean((await again.Verifier.VerifyAsync(cancellationToken)).Findings);
        var order = await client.CustomerOrders.GetOrderAsync("17850", "1", cancellationToken);
        Assert.Equal(OrderStatus.Confirmed, order?.Status);
    }

    [Fact]
    public async Task A_hold_and_a_booking_end_when_their_time_is_over_although_the_silo_was_away_then()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var (sku, account) = (new Sku("85123A"), new AccountId("17850", "main"));
        await using (var silo = await StartAsync(folder))
        {
            var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");
            await session.Stock.RegisterAsync(sku, "White hanging heart", "Decoration", 2.55m, "GBP", cancellationToken: cancellationToken).OrThrowAsync();
            await session.Stock.ReceiveAsync(sku, 100, "PO 1", cancellationToken: cancellationToken).OrThrowAsync();
            await session.Accounts.OpenAsync(account, "GBP", cancellationToken: cancellationToken).OrThrowAsync();
            await session.Accounts.DepositAsync(account, 100m, "GBP", "cash", cancellationToken: cancellationToken).OrThrowAsync();
            var soon = TimeProvider.System.GetUtcNow().AddSeconds(1);
            await session.Stock.BookAsync(sku, "window display", 6, soon, cancellationToken: cancellationToken).OrThrowAsync();
            await session.Accounts.PlaceHoldAsync(account, new("hall", 18.69m, "GBP", soon, "hall"), cancellationToken: cancellationToken).OrThrowAsync();
        }

        await using var again = await StartAsync(folder);
        var client = again.Services.GetRequiredService<CommandProcessorClient>();

        Assert.Equal(100m, (await client.Accounts.UntilAsync(account, view => view.Available == 100m, TimeSpan.FromMinutes(1), cancellationToken))?.Available);
        Assert.Equal(100, (await client.Stock.UntilAsync(sku, view => view.Available == 100, TimeSpan.FromMinutes(1), cancellationToken))?.Available);
        Assert.True(await again.CatchUp.WaitAsync(progress: null, cancellationToken));
        AssertClean((await again.Verifier.VerifyAsync(cancellationToken)).Findings);
    }

    [Fact]
    public async Task Aggregates_of_every_kind_live_beside_each_other()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var silo = await StartAsync(folder, hasReactors: false); // This test takes their steps itself.
        var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");
        var (sku, account, shop) = (new Sku("85123A"), new AccountId("17850", "main"), new AccountId("shop", "main"));
        var (order, payment, shipment, transfer) =
            (new OrderId("17850", "1"), new PaymentId("17850", "1"), new ShipmentId("17850", "1"), new TransferId("17850", "1"));
        var in1Hour = TimeProvider.System.GetUtcNow().AddHours(1);

        await session.Stock.RegisterAsync(sku, "White hanging heart", "Decoration", 2.55m, "GBP", cancellationToken: cancellationToken).OrThrowAsync();
        await session.Stock.ReceiveAsync(sku, 100, "PO 1", cancellationToken: cancellationToken).OrThrowAsync();
        await session.Stock.BookAsync(sku, "window display", 6, in1Hour, cancellationToken: cancellationToken).OrThrowAsync();
        await session.Accounts.OpenAsync(account, "GBP", cancellationToken: cancellationToken).OrThrowAsync();
        await session.Accounts.DepositAsync(account, 100m, "GBP", "cash", cancellationToken: cancellationToken).OrThrowAsync();
        await session.Orders.PlaceAsync(order, SomeOrder, cancellationToken: cancellationToken).OrThrowAsync();
        await session.Payments.ProcessAsync(payment, new(order, account, shop, "GBP"), 18.69m, cancellationToken: cancellationToken).OrThrowAsync();
        await session.Accounts.PlaceHoldAsync(
            account, new("deposit for the hall", 18.69m, "GBP", in1Hour, "hall"), cancellationToken: cancellationToken).OrThrowAsync();
        await session.Shipments.CreateAsync(
            shipment, new(order, [new(1, "85123A", 6)], SomeOrder.ShipTo), cancellationToken: cancellationToken).OrThrowAsync();
        await session.Transfers.RequestAsync(transfer, new(account, shop, 5m, "GBP", "Tip"), cancellationToken: cancellationToken).OrThrowAsync();
        var summary = await session.CustomerOrders.GetSummaryAsync("17850", cancellationToken);

        Assert.Equal((1, null), (summary.OrderCount, summary.StaleSince));
        Assert.Equal((94L, 6L), await session.Stock.GetAsync(sku, cancellationToken) is { } stock ? (stock.Available, stock.Booked) : default);
        Assert.Equal((100m, 81.31m), await session.Accounts.GetAsync(account, cancellationToken) is { } held ? (held.Balance, held.Available) : default);
        Assert.Equal(OrderStatus.Placed, (await session.Orders.GetAsync(order, cancellationToken))?.Status);
        Assert.Equal(PaymentStatus.Requested, (await session.Payments.GetAsync(payment, cancellationToken))?.Status);
        Assert.Equal(ShipmentStatus.Created, (await session.Shipments.GetAsync(shipment, cancellationToken))?.Status);
        Assert.Equal(TransferStatus.Requested, (await session.Transfers.GetAsync(transfer, cancellationToken))?.Status);
        Assert.Null(await session.Accounts.GetAsync(shop, cancellationToken));
        Assert.True(await silo.CatchUp.WaitAsync(progress: null, cancellationToken));
        AssertClean((await silo.Verifier.VerifyAsync(cancellationToken)).Findings);
    }

    [Theory]
    [InlineData("stock/85123A")]
    [InlineData("account/17850/main")]
    public async Task The_history_of_every_kind_can_be_shown(string aggregate)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var silo = await StartAsync(folder);
        var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");
        await session.Stock.RegisterAsync(new("85123A"), "White hanging heart", "Decoration", 2.55m, "GBP", cancellationToken: cancellationToken).OrThrowAsync();
        await session.Accounts.OpenAsync(new("17850", "main"), "GBP", cancellationToken: cancellationToken).OrThrowAsync();
        using var shown = new StringWriter();
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(shown), Ansi = AnsiSupport.No });

        var exitCode = await HistoryVerb.RunAsync(silo.Services.GetRequiredService<IJournal>(), AggregateId.Parse(aggregate), console, cancellationToken);

        Assert.Equal(0, exitCode);
        Assert.Contains(aggregate, shown.ToString(), StringComparison.Ordinal);
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

    private static Task<ShortSilo> StartAsync(TemporaryFolder folder, bool hasReactors = true) => ShortSilo.StartAsync(
        new Dictionary<string, string?>
        {
            ["CommandProcessor:Data"] = folder.Path,
            ["CommandProcessor:PartitionCount"] = "4",
            ["CommandProcessor:Reactors:Enabled"] = hasReactors ? "true" : "false",
        },
        TestContext.Current.CancellationToken);

    private static void AssertClean(IReadOnlyList<Finding> findings) =>
        Assert.All(findings, finding => Assert.True(finding.IsClean, $"{finding.Part}: {string.Join("; ", finding.Differences)}"));
}
