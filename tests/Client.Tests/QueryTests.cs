using CommandProcessor.Client.Tests.Fakes;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Tests;

public sealed class QueryTests
{
    private readonly ClientFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 1)]
    [InlineData(20, 2)]
    [InlineData(21, 3)]
    public async Task All_orders_come_page_by_page(int orderCount, int pageCount)
    {
        _fixture.Grains.CustomerOrders.OrderCount = orderCount;

        var numbers = new List<string>();
        await foreach (var order in _fixture.Client.CustomerOrders.EnumerateOrdersAsync("17850", pageSize: 10, cancellationToken: Token)) numbers.Add(order.Number);

        Assert.Equal(Enumerable.Range(0, orderCount).Select(number => $"{number}"), numbers);
        Assert.Equal(pageCount, _fixture.Grains.CustomerOrders.Asked.Count);
    }

    [Fact]
    public async Task Pages_are_asked_for_only_as_they_are_taken()
    {
        _fixture.Grains.CustomerOrders.OrderCount = 1_000;

        await foreach (var _ in _fixture.Client.CustomerOrders.EnumerateOrdersAsync("17850", pageSize: 10, cancellationToken: Token)) break;

        Assert.Single(_fixture.Grains.CustomerOrders.Asked);
    }

    [Fact]
    public async Task A_query_is_tried_again_when_the_silo_is_gone()
    {
        _fixture.Grains.CustomerOrders.Errors.Enqueue(new Orleans.Runtime.SiloUnavailableException());

        var asked = _fixture.Client.CustomerOrders.GetSummaryAsync("17850", Token);
        await _fixture.DriveAsync(asked);

        Assert.Equal(0, (await asked).OrderCount);
        Assert.Equal(2, _fixture.Grains.CustomerOrders.Asked.Count);
    }

    [Fact]
    public async Task A_query_without_an_answer_ends_with_its_time()
    {
        for (var error = 0; error < 100; error++) _fixture.Grains.CustomerOrders.Errors.Enqueue(new TimeoutException());

        var asked = _fixture.Client.CustomerOrders.GetSummaryAsync("17850", Token);
        await _fixture.DriveAsync(asked);

        var thrown = await Assert.ThrowsAsync<QueryNotAnsweredException>(() => asked);
        Assert.Contains(nameof(ICustomerOrdersGrain), thrown.Message, StringComparison.Ordinal);
        Assert.Equal(_fixture.Grains.CustomerOrders.Asked.Count, thrown.AttemptCount);
    }

    [Fact]
    public async Task A_stock_level_shows_what_the_session_wrote_to_its_product()
    {
        var session = _fixture.Client.OpenSession();
        _fixture.Grains.Stock.View = new(null, new CommitPosition(3, 41));

        await session.Stock.GetAsync(new("85123A"), Token);
        var level = await session.StockLevels.GetAsync(new("85123A"), Token);

        Assert.Null(level);
        Assert.Equal(41, Assert.Single(_fixture.Grains.StockLevels.Asked).Position);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 2)]
    [InlineData(21, 3)]
    public async Task All_entries_of_a_statement_come_page_by_page(int entryCount, int pageCount)
    {
        _fixture.Grains.TransactionHistory.EntryCount = entryCount;

        var positions = new List<long>();
        await foreach (var entry in _fixture.Client.TransactionHistory.EnumerateEntriesAsync(new("17850", "main"), pageSize: 10, cancellationToken: Token)) positions.Add(entry.Position);

        Assert.Equal(Enumerable.Range(0, entryCount).Select(number => (long)number), positions);
        Assert.Equal(pageCount, _fixture.Grains.TransactionHistory.Asked.Count);
    }

    [Fact]
    public async Task A_statement_shows_what_the_session_wrote_to_any_account_of_its_owner()
    {
        var session = _fixture.Client.OpenSession();
        _fixture.Grains.Account.View = new(null, new CommitPosition(3, 41));

        await session.Accounts.GetAsync(new("17850", "main"), Token);
        await session.TransactionHistory.GetStatementAsync(new("17850", "savings"), cancellationToken: Token);
        await session.TransactionHistory.GetAccountsAsync("17850", Token);

        Assert.Equal([41, 41], _fixture.Grains.TransactionHistory.Asked.Select(atLeast => atLeast.Position));
    }

    [Fact]
    public async Task A_statement_of_nothing_sensible_is_an_argument_error_before_anything_is_asked()
    {
        var history = _fixture.Client.TransactionHistory;
        var now = TimeProvider.System.GetUtcNow();

        await Assert.ThrowsAsync<ArgumentException>(() => history.GetStatementAsync(default, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => history.GetStatementAsync(new("17850", "main"), now, now, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => history.GetStatementAsync(new("17850", "main"), pageSize: 0, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => history.GetAccountsAsync("", Token));

        Assert.Empty(_fixture.Grains.Asked);
    }

    [Fact]
    public async Task A_page_of_nothing_sensible_is_an_argument_error_before_anything_is_asked()
    {
        var orders = _fixture.Client.CustomerOrders;

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => orders.GetOrdersAsync("17850", new(PageSize: 0), Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => orders.GetOrdersAsync("17850", new(OrderStatus.None), Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => orders.GetOrdersAsync("17850", new(WaitsFor: (OrderWait)99), Token));

        Assert.Empty(_fixture.Grains.Asked);
    }

    [Fact]
    public async Task The_books_show_what_the_session_wrote_to_any_partition()
    {
        var session = _fixture.Client.OpenSession();
        _fixture.Grains.Stock.View = new(null, new CommitPosition(3, 41));
        await session.Stock.GetAsync(new("85123A"), Token);
        _fixture.Grains.Stock.View = new(null, new CommitPosition(5, 7));
        await session.Stock.GetAsync(new("22423"), Token);

        await session.Accounting.GetTrialBalanceAsync(Token);

        Assert.Equal([new CommitPosition(3, 41), new(5, 7)], Assert.Single(_fixture.Grains.Accounting.Asked).Positions);
    }

    [Fact]
    public async Task The_whole_journal_comes_page_by_page()
    {
        var entries = await _fixture.Client.Accounting.EnumerateJournalAsync(new(PageSize: 1), Token).ToListAsync(Token);

        Assert.Equal(FakeAccountingGrain.PageCount, entries.Count);
        Assert.Equal(FakeAccountingGrain.PageCount, _fixture.Grains.Accounting.Asked.Count);
    }

    [Fact]
    public async Task What_is_beyond_the_limits_of_a_view_is_refused_before_anything_is_asked()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Client.Accounting.GetIncomeAsync(new(IncomePeriod.Day, new(2026, 2, 1), new(2026, 1, 1)), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Client.Accounting.GetJournalAsync(new(PageSize: 0), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Client.Analytics.GetSalesAsync(new(SalesUnit.Day, 0), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Client.Analytics.GetRankingAsync(new(SalesSubject.Country, "Pounds"), Token));

        Assert.Empty(_fixture.Grains.Accounting.Asked);
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_null() =>
        Assert.Null(await _fixture.Client.CustomerOrders.GetOrderAsync("17850", "1", Token));

    [Fact]
    public async Task A_query_that_is_behind_tells_by_how_much()
    {
        for (var error = 0; error < 100; error++)
            _fixture.Grains.CustomerOrders.Errors.Enqueue(new QueryRetryException("customer-orders.v2 of customer/17850 stands at 3@120 and is 20 events behind 3@140, which is asked for."));

        var asked = _fixture.Client.CustomerOrders.GetSummaryAsync("17850", Token);
        await _fixture.DriveAsync(asked);

        Assert.Contains("stands at 3@120 and is 20 events behind 3@140", (await Assert.ThrowsAsync<QueryNotAnsweredException>(() => asked)).Message, StringComparison.Ordinal);
    }
}
