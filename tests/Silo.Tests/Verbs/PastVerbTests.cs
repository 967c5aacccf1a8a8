using System.Globalization;
using System.Text;
using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Silo.Verbs;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace CommandProcessor.Silo.Tests.Verbs;

/// <summary>The past, as a client and an operator see it, on a whole silo; and what happens now, as it happens.</summary>
public sealed class PastVerbTests
{
    private static readonly OrderId Order = new("17850", "1");
    private static readonly OrderCommand.PlaceOrder Place = new("GBP", [new("85123A", 6, 2.55m)], new("Ada", "1 Loop Road", "United Kingdom"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_is_shown_by_the_client_and_by_history()
    {
        using var folder = new TemporaryFolder();
        var account = new AccountId("17850", "main");
        long placedAt;
        await using (var silo = await StartAsync(folder))
        {
            var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");
            var placed = await session.Orders.PlaceAsync(Order, Place, cancellationToken: Token).OrThrowAsync();
            placedAt = placed.Position.Position;
            await session.Accounts.OpenAsync(account, "GBP", cancellationToken: Token).OrThrowAsync();
            await session.Accounts.DepositAsync(account, 10m, "GBP", "cash", cancellationToken: Token).OrThrowAsync();
            await session.Accounts.DepositAsync(account, 20m, "GBP", "cash", cancellationToken: Token).OrThrowAsync();
            await session.Orders.ConfirmAsync(Order, cancellationToken: Token).OrThrowAsync();

            Assert.Equal(OrderStatus.Placed, (await session.Orders.GetAsync(Order, new AsOf.Version(1), Token))?.Status);
            Assert.Equal(10m, (await session.Accounts.GetAsync(account, new AsOf.Version(2), Token))?.Balance);
            Assert.Equal(OrderStatus.Placed, (await session.CustomerOrders.GetOrderAsync(Order, new AsOf.Position(placedAt), Token))?.Status);
            Assert.Equal(0, (await session.CustomerOrders.GetSummaryAsync("17850", new AsOf.Position(placedAt - 1), Token)).OrderCount);
            Assert.Null(await session.StockLevels.GetAsync(new Sku("85123A"), new AsOf.Time(TimeProvider.System.GetUtcNow()), Token));
            var refused = await Assert.ThrowsAsync<ArgumentException>(() => session.CustomerOrders.GetSummaryAsync("17850", new AsOf.Position(1_000_000), Token));
            Assert.Contains("@1000000 is asked for, but the journal ends at", refused.Message, StringComparison.Ordinal);
        }

        var at = placedAt.ToString(CultureInfo.InvariantCulture);
        await PrintsAsync(folder, 0, "Placed", "history", Order.Aggregate.Value, "--at", "v1");
        await PrintsAsync(folder, 0, "Confirmed", "history", Order.Aggregate.Value, "--at", "2100-01-01");
        await PrintsAsync(folder, 1, "was not there at position 0", "history", Order.Aggregate.Value, "--at", "0");
        await PrintsAsync(folder, 0, "customer-orders", "history", "customer/17850", "--at", at);
        await PrintsAsync(folder, 0, "balance", "history", account.Aggregate.Value, "--at", "2100-01-01");
        await PrintsAsync(folder, 2, "--at yesterday is no position", "history", Order.Aggregate.Value, "--at", "yesterday");
        await PrintsAsync(folder, 1, "the journal ends at", "history", "customer/17850", "--at", "1000000");
    }

    [Fact]
    public async Task What_happens_is_shown_to_who_watches()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await StartAsync(folder);
        var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");
        List<OrderStatus?> seen = [];

        await foreach (var watched in session.CustomerOrders.WatchOrderAsync(Order, OrderPart.Status, cancellationToken: Token))
        {
            seen.Add(watched.Value?.Status);
            if (seen.Count == 1) await session.Orders.PlaceAsync(Order, Place, cancellationToken: Token).OrThrowAsync();
            if (seen.Count == 2) await session.Orders.ConfirmAsync(Order, cancellationToken: Token).OrThrowAsync();
            if (seen.Count == 3) break;
        }

        Assert.Equal([null, OrderStatus.Placed, OrderStatus.Confirmed], seen);
    }

    [Fact]
    public async Task The_verb_prints_each_change_until_it_is_stopped()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await StartAsync(folder);
        var client = silo.Services.GetRequiredService<CommandProcessorClient>();
        using var printed = new PrintedText();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var verb = new WatchVerb(client, TimeProvider.System, AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(printed) }));

        var running = verb.RunAsync("customer/17850", stop.Token);
        await PrintedAsync("0 orders: none yet");
        await client.OpenSession("tester").Orders.PlaceAsync(Order, Place, cancellationToken: Token).OrThrowAsync();
        await PrintedAsync("1 orders: 1 Placed; 15.30 GBP");
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        await Assert.ThrowsAsync<FormatException>(() => verb.RunAsync("unicorn/1", Token));

        async Task PrintedAsync(string expected)
        {
            while (!printed.Contains(expected)) await Task.Delay(20, stop.Token);
        }
    }

    private static async Task PrintsAsync(TemporaryFolder folder, int exitCode, string expected, params string[] arguments)
    {
        var (actual, printed) = await SiloProcess.RunAsync([.. arguments, "--data", folder.Path], Token);

        Assert.Contains(expected, printed, StringComparison.Ordinal);
        Assert.Equal(exitCode, actual);
    }

    private static Task<ShortSilo> StartAsync(TemporaryFolder folder) =>
        ShortSilo.StartAsync(new Dictionary<string, string?> { ["CommandProcessor:Data"] = folder.Path }, Token);

    /// <summary>What was printed so far, while more is.</summary>
    private sealed class PrintedText : TextWriter
    {
        private readonly Lock _gate = new();
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_gate) _text.Append(value);
        }

        public bool Contains(string text)
        {
            lock (_gate) return _text.ToString().Contains(text, StringComparison.Ordinal);
        }
    }
}
