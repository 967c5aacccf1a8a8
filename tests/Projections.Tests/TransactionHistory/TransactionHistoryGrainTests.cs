using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Projections.TransactionHistory;

namespace CommandProcessor.Projections.Tests.TransactionHistory;

[Collection(nameof(ProjectionCluster))]
public sealed class TransactionHistoryGrainTests
{
    private const int DepositCount = 100;
    private readonly ProjectionCluster _cluster;
    private readonly Teller _teller;

    public TransactionHistoryGrainTests(ProjectionCluster cluster)
    {
        _cluster = cluster;
        _teller = new(cluster.Journal, Sample.NewCustomer());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ITransactionHistoryGrain Grain => _cluster.Grains.GetGrain<ITransactionHistoryGrain>(_teller.Main.Owner);

    [Fact]
    public async Task Nobody_has_no_accounts_and_no_statement()
    {
        Assert.Empty((await Grain.GetAccountsAsync(AtLeast.Anything, Token)).Accounts);
        Assert.Null(await Grain.GetStatementAsync(new("main"), AtLeast.Anything, Token));
    }

    [Fact]
    public async Task What_the_road_brings_is_shown_and_saved()
    {
        var opened = _teller.Open(_teller.Main);
        var deposited = _teller.Deposit(_teller.Main, 10m);

        await _cluster.PublishAsync(opened, deposited);
        await Eventually.HoldsAsync("the read model is saved", async () =>
            (await _cluster.Store.FindAsync(new(new(TransactionHistoryProjection.Name, TransactionHistoryProjection.Version), deposited.Key), Token))?.Position == deposited.Position);
        var accounts = await Grain.GetAccountsAsync(new(deposited.Position), Token);
        var statement = await Grain.GetStatementAsync(new("main"), new(deposited.Position), Token);

        Assert.Equal((_teller.Main.Owner, 10m), (accounts.Owner, Assert.Single(accounts.Accounts).Balance));
        Assert.Equal((default, new(10m, 0m), "GBP", null), (statement!.Opening, statement.Closing, statement.Currency, statement.Next)); // It was opened.
        Assert.Equal(deposited.Position, Assert.Single(statement.Entries).Position);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_pages_of_a_period_are_its_entries_between_its_balances(bool isSaved)
    {
        await DepositAsync(isSaved);
        // Deposit n is of n, at minute n + 1: those from 40 on and before 60.
        var (from, to) = (Sample.Day.AddMinutes(41), Sample.Day.AddMinutes(61));
        List<decimal> amounts = [];
        for (string? after = ""; after is not null;)
        {
            var page = await Grain.GetStatementAsync(new("main", from, to, after.Length == 0 ? null : after, PageSize: 7), AtLeast.Anything, Token);
            Assert.NotNull(page);
            Assert.Equal((Sum(39), Sum(59)), (page.Opening.Balance, page.Closing.Balance));
            amounts.AddRange(page.Entries.Select(entry => entry.Amount));
            after = page.Next;
        }

        Assert.Equal(Enumerable.Range(40, 20).Reverse().Select(amount => (decimal)amount), amounts);
    }

    [Fact]
    public async Task A_period_without_entries_opens_and_closes_with_the_same()
    {
        await DepositAsync(isSaved: true);

        var before = await Grain.GetStatementAsync(new("main", To: Sample.Day), AtLeast.Anything, Token);
        var between = await Grain.GetStatementAsync(new("main", Sample.Day.AddMinutes(41).AddSeconds(1), Sample.Day.AddMinutes(41).AddSeconds(2)), AtLeast.Anything, Token);
        var later = await Grain.GetStatementAsync(new("main", Sample.Day.AddDays(1)), AtLeast.Anything, Token);

        AssertEmpty(0, before);
        AssertEmpty(Sum(40), between);
        AssertEmpty(Sum(DepositCount), later);
    }

    [Fact]
    public async Task A_page_of_the_whole_history_ends_with_what_is_in_the_account()
    {
        await DepositAsync(isSaved: true);

        var first = await Grain.GetStatementAsync(new("main", PageSize: 10), AtLeast.Anything, Token);
        var second = await Grain.GetStatementAsync(new("main", After: first!.Next, PageSize: 10), AtLeast.Anything, Token); // It was opened.

        Assert.Equal((0m, Sum(DepositCount)), (first.Opening.Balance, first.Closing.Balance));
        Assert.Equal((0m, Sum(DepositCount)), (second!.Opening.Balance, second.Closing.Balance));
        Assert.Equal((100m, 90m), (first.Entries[0].Amount, second.Entries[0].Amount));
    }

    [Fact]
    public async Task A_request_that_asks_for_nothing_sensible_is_refused()
    {
        await AssertRefusedAsync(new("main", PageSize: 0), "PageSize 0 is not between 1 and 500");
        await AssertRefusedAsync(new("main", PageSize: 501), "PageSize 501");
        await AssertRefusedAsync(new("main", Sample.Day, Sample.Day), "is not before");
        await AssertRefusedAsync(new(""), "Account number is empty");
    }

    private async Task AssertRefusedAsync(StatementRequest request, string mistake) => Assert.Contains(
        mistake, (await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetStatementAsync(request, AtLeast.Anything, Token))).Message, StringComparison.Ordinal);

    private async Task DepositAsync(bool isSaved)
    {
        _teller.Open(_teller.Main);
        for (var amount = 1; amount <= DepositCount; amount++) _teller.Deposit(_teller.Main, amount);
        if (!isSaved) return;
        await _cluster.PublishAsync(_cluster.Journal.Of(_teller.Main.PartitionKey));
        await Grain.GetAccountsAsync(new(_cluster.Journal.Of(_teller.Main.PartitionKey)[^1].Position), Token);
    }

    private static void AssertEmpty(decimal balance, Statement? statement)
    {
        Assert.NotNull(statement);
        Assert.Empty(statement.Entries);
        Assert.Equal((balance, balance, null), (statement.Opening.Balance, statement.Closing.Balance, statement.Next));
    }

    private static decimal Sum(int count) => count * (count + 1) / 2;

    [Fact]
    public async Task A_statement_of_the_past_is_what_it_was_then()
    {
        List<RecordedEvent> written = [_teller.Open(_teller.Main), _teller.Open(_teller.Savings)];
        for (var amount = 1; amount <= 12; amount++) written.Add(_teller.Deposit(amount % 3 == 0 ? _teller.Savings : _teller.Main, amount));
        written.Add(_teller.Hold(_teller.Main, "h", 5));
        written.Add(_teller.Capture(_teller.Main, "h", 3, freed: 2));
        StatementRequest[] requests =
        [
            new("main"), new("main", PageSize: 3), new("savings", Sample.Day.AddMinutes(5), Sample.Day.AddMinutes(9)), new("main", From: Sample.Day.AddMinutes(7), PageSize: 2),
            new("main", To: Sample.Day.AddMinutes(8), PageSize: 1), new("nothing"),
        ];
        foreach (var request in requests)
        {
            for (var at = 0; at < written.Count; at += 3)
            {
                var expected = TransactionHistories.StatementOf(written.Take(at + 1), _teller.Main.Owner, request);
                var asOf = new AsOf.Position(written[at].Position);
                List<StatementEntry> entries = [];
                for (string? after = ""; after is not null;)
                {
                    var page = await Grain.GetStatementAsOfAsync(request with { After = after.Length == 0 ? null : after }, asOf, Token);
                    Assert.Equal((expected?.Opening, expected?.Closing), (page?.Opening, page?.Closing));
                    if (page is null) break;
                    Assert.True(page.Entries.Length <= request.PageSize);
                    entries.AddRange(page.Entries);
                    after = page.Next;
                }

                Assert.Equal(expected?.Entries ?? [], entries);
            }
        }
    }

    [Fact]
    public async Task An_account_is_watched_with_its_newest_entries()
    {
        await using var watch = WatchAsync().GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());
        Assert.Null(watch.Current);

        await _cluster.PublishAsync(_teller.Open(_teller.Main), _teller.Deposit(_teller.Main, 10m));
        while (watch.Current is not { Closing.Balance: 10 }) Assert.True(await watch.MoveNextAsync());
        await _cluster.PublishAsync(_teller.Open(_teller.Savings)); // None of its business.
        await _cluster.PublishAsync(_teller.Deposit(_teller.Main, 20m));
        Assert.True(await watch.MoveNextAsync());

        Assert.Equal((30m, 20m), (watch.Current.Closing.Balance, watch.Current.Entries[0].Amount));
    }

    private async IAsyncEnumerable<Statement?> WatchAsync()
    {
        for (WatchToken? after = null; ;)
        {
            var answer = await Grain.WatchStatementAsync(new("main", PageSize: 3), new(after, AtLeastAll.Anything, TimeSpan.FromSeconds(1)), Token);
            after = answer.Token;
            if (answer.IsChanged) yield return answer.Value;
        }
    }
}
