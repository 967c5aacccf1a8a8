using CommandProcessor.Client;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Journal;
using CommandProcessor.Silo.Verbs;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Silo.Tests.Views;

/// <summary>Views over everybody on a whole silo: watched as they change, taken up by a token, and as they were.</summary>
public sealed class ViewsOverAllTests
{
    private static readonly AccountId Account = new("17850", "main");
    private static readonly OrderCommand.PlaceOrder TwoProducts =
        new("GBP", [new("85123A", 6, 2.55m), new("71053", 1, 3.39m)], new("Ada", "1 Loop Road", "United Kingdom"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_shown_as_it_is_and_then_as_it_becomes()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await StartAsync(folder);
        var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");

        await ChangesAsync(session.Analytics.WatchOverviewAsync(cancellationToken: Token), overview => overview.CountOf(OrderStatus.Placed) == 1,
            () => session.Orders.PlaceAsync(new("17850", "1"), TwoProducts, cancellationToken: Token).OrThrowAsync());
        await ChangesAsync(session.Recommendations.WatchByProductAsync("85123A", cancellationToken: Token), goods => goods.Together.Any(other => other.Sku == "71053" && other.Weight > 1),
            () => session.Orders.PlaceAsync(new("17851", "1"), TwoProducts, cancellationToken: Token).OrThrowAsync());
        await ChangesAsync(session.Products.WatchAsync(new() { Text = "heart" }, cancellationToken: Token), page => page.Count == 1,
            () => session.Stock.RegisterAsync(new Sku("85123A"), "White hanging heart", "Decoration", 2.55m, "GBP", cancellationToken: Token).OrThrowAsync());
        await session.Accounts.OpenAsync(Account, "GBP", cancellationToken: Token).OrThrowAsync();
        await ChangesAsync(session.Accounting.WatchTrialBalanceAsync(cancellationToken: Token), balance => balance.BalanceOf("GBP", LedgerAccount.Cash) == 10m,
            () => session.Accounts.DepositAsync(Account, 10m, "GBP", "cash", cancellationToken: Token).OrThrowAsync());
        await ChangesAsync(session.Fraud.WatchReportAsync(cancellationToken: Token), report => report.OpenCount == 1,
            () => session.Orders.PlaceAsync(new("newcomer", "1"), TwoProducts with { Lines = [new("85123A", 1_000, 250m)] }, cancellationToken: Token).OrThrowAsync());
    }

    [Fact]
    public async Task A_watch_goes_on_by_its_token_after_the_silo_was_replaced()
    {
        using var folder = new TemporaryFolder();
        string token;
        await using (var silo = await StartAsync(folder))
        {
            var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");
            await session.Accounts.OpenAsync(Account, "GBP", cancellationToken: Token).OrThrowAsync();
            await session.Accounts.DepositAsync(Account, 10m, "GBP", "cash", cancellationToken: Token).OrThrowAsync();
            var shown = await FirstAsync(session.Accounting.WatchTrialBalanceAsync(cancellationToken: Token));
            Assert.Equal(10m, shown.Value.BalanceOf("GBP", LedgerAccount.Cash));
            token = shown.Token.ToString();
        }

        await using var again = await StartAsync(folder);
        var client = again.Services.GetRequiredService<CommandProcessorClient>();
        var next = FirstAsync(client.Accounting.WatchTrialBalanceAsync(WatchToken.Parse(token), Token));
        await client.OpenSession("tester").Accounts.DepositAsync(Account, 5m, "GBP", "cash", cancellationToken: Token).OrThrowAsync();

        Assert.Equal(15m, (await next).Value.BalanceOf("GBP", LedgerAccount.Cash)); // What was shown before is not shown again.
    }

    [Fact]
    public async Task Each_is_shown_as_it_was_by_the_client_and_by_history()
    {
        using var folder = new TemporaryFolder();
        string at;
        await using (var silo = await StartAsync(folder))
        {
            var session = silo.Services.GetRequiredService<CommandProcessorClient>().OpenSession("tester");
            await session.Orders.PlaceAsync(new("17850", "1"), TwoProducts, cancellationToken: Token).OrThrowAsync();
            await session.Accounts.OpenAsync(Account, "GBP", cancellationToken: Token).OrThrowAsync();
            await session.Accounts.DepositAsync(Account, 10m, "GBP", "cash", cancellationToken: Token).OrThrowAsync();
            var journal = silo.Services.GetRequiredService<IJournal>();
            var heads = await Task.WhenAll(Enumerable.Range(0, journal.Partitioning.PartitionCount).Select(partition => journal.GetStateAsync(partition, Token)));
            AsOfAll then = new AsOfAll.Positions([.. heads.Select(state => new CommitPosition(state.Partition, state.Head))]);
            at = string.Join(',', heads.Select(state => new CommitPosition(state.Partition, state.Head)));
            await session.Accounts.DepositAsync(Account, 20m, "GBP", "cash", cancellationToken: Token).OrThrowAsync();
            await session.Orders.PlaceAsync(new("17851", "1"), TwoProducts, cancellationToken: Token).OrThrowAsync();

            Assert.Equal(10m, (await session.Accounting.GetTrialBalanceAsync(then, Token)).BalanceOf("GBP", LedgerAccount.Cash));
            Assert.Equal(1, (await session.Analytics.GetOverviewAsync(then, Token)).CountOf(OrderStatus.Placed));
            Assert.Equal("71053", Assert.Single((await session.Recommendations.GetByProductAsync("85123A", then, cancellationToken: Token)).Together).Sku);
            Assert.Equal(0, (await session.Fraud.GetReportAsync(then, cancellationToken: Token)).OpenCount);
            Assert.Equal(30m, (await session.Accounting.GetTrialBalanceAsync(new AsOfAll.Time(TimeProvider.System.GetUtcNow().AddHours(1)), Token)).BalanceOf("GBP", LedgerAccount.Cash));
        }

        await PrintsAsync(folder, 0, "Cash 10.00 GBP", "history", "accounting", "--at", at);
        await PrintsAsync(folder, 0, "1 Placed", "history", "analytics", "--at", at);
        await PrintsAsync(folder, 0, "71053", "history", "recommendations/85123A", "--at", "2100-01-01");
        await PrintsAsync(folder, 0, "0 found: nothing", "history", "product-search/heart", "--at", at);
        await PrintsAsync(folder, 2, "--at names the point", "history", "accounting");
        await PrintsAsync(folder, 1, "ProjectionOptions.AsOfAllEventsMax", "history", "accounting", "--at", at, "--set", "Projections:AsOfAllEventsMax=1");
    }

    /// <summary>Something is shown at once; after the deed, what it has become.</summary>
    private static async Task ChangesAsync<T>(IAsyncEnumerable<Watched<T>> watch, Func<T, bool> isAsMeant, Func<Task> act)
    {
        var isFirst = true;
        await foreach (var watched in watch)
        {
            if (isFirst)
            {
                isFirst = false;
                Assert.False(isAsMeant(watched.Value));
                await act();
            }

            if (isAsMeant(watched.Value)) return;
        }
    }

    private static async Task<Watched<T>> FirstAsync<T>(IAsyncEnumerable<Watched<T>> watch)
    {
        await foreach (var watched in watch) return watched;
        throw new InvalidOperationException("Nothing was shown.");
    }

    private static async Task PrintsAsync(TemporaryFolder folder, int exitCode, string expected, params string[] arguments)
    {
        var (actual, printed) = await SiloProcess.RunAsync([.. arguments, "--data", folder.Path], Token);

        Assert.Contains(expected, printed, StringComparison.Ordinal);
        Assert.Equal(exitCode, actual);
    }

    private static Task<ShortSilo> StartAsync(TemporaryFolder folder) =>
        ShortSilo.StartAsync(new Dictionary<string, string?> { ["CommandProcessor:Data"] = folder.Path }, Token);
}
