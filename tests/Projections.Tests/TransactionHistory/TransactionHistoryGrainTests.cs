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
}
