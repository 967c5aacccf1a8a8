using CommandProcessor.Client.Tests.Fakes;
using CommandProcessor.Grains.Interfaces.CustomerOrders;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using Orleans.Runtime;

namespace CommandProcessor.Client.Tests;

public sealed class WatchTests
{
    private readonly ClientFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeCustomerOrdersGrain Grain => _fixture.Grains.CustomerOrders;

    [Fact]
    public async Task Each_change_is_shown_once_and_the_next_call_says_what_was_shown()
    {
        Answer(_ => Changed(1, digest: 11));
        Answer(request => new(false, null, request.After! with { Positions = [new(3, 40)] }));
        Answer(_ => Changed(2, digest: 22));

        var seen = await TakeAsync(2);

        Assert.Equal([1, 2], seen.Select(watched => watched.Value.OrderCount));
        Assert.Equal([null, 11L, 11L], Grain.Watches.Select(request => request.After?.Digest));
        Assert.Equal(40, Grain.Watches[2].After?.PositionOf(3)); // Also what is unchanged is known to be so up to a position.
    }

    [Fact]
    public async Task A_lost_silo_is_passed_over_with_the_same_token()
    {
        Answer(_ => Changed(1, digest: 11));
        Answer(_ => throw new SiloUnavailableException());
        Answer(_ => throw new QueryRetryException("It moves."));
        Answer(_ => Changed(2, digest: 22));

        var seen = await TakeAsync(2);

        Assert.Equal([1, 2], seen.Select(watched => watched.Value.OrderCount));
        Assert.Equal([null, 11L, 11L, 11L], Grain.Watches.Select(request => request.After?.Digest));
    }

    [Fact]
    public async Task A_watch_is_taken_up_from_a_token()
    {
        Answer(_ => Changed(1, digest: 11));
        var token = (await TakeAsync(1))[0].Token;
        Answer(_ => Changed(2, digest: 22));

        await TakeAsync(1, WatchToken.Parse(token.ToString()));

        Assert.Equal(token.ToString(), Grain.Watches[^1].After?.ToString());
    }

    [Fact]
    public async Task Nobody_is_asked_while_the_watcher_is_busy()
    {
        Answer(_ => Changed(1, digest: 11));
        Answer(_ => Changed(2, digest: 22));

        await using var watch = _fixture.Client.CustomerOrders.WatchSummaryAsync("17850", cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());
        _fixture.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Single(Grain.Watches);
    }

    [Fact]
    public async Task A_watch_shows_what_the_session_wrote()
    {
        var session = _fixture.Client.OpenSession();
        await session.Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place, cancellationToken: Token);
        Answer(_ => Changed(1, digest: 11));

        await foreach (var _ in session.CustomerOrders.WatchSummaryAsync("17850", cancellationToken: Token)) break;

        var partition = _fixture.Grains.Topology.Partitioning.PartitionOf(ClientFixture.Order.PartitionKey);
        Assert.Equal(17, Assert.Single(Grain.Watches).AtLeastOf(partition).Position);
    }

    [Fact]
    public async Task A_watch_without_any_answer_ends_and_says_why()
    {
        for (var attempt = 0; attempt < 100; attempt++) Answer(_ => throw new QueryRetryException("1024 callers watch it already."));

        var thrown = await Assert.ThrowsAsync<QueryNotAnsweredException>(() => TakeAsync(1));

        Assert.Contains("1024 callers watch it already.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_call_that_waits()
    {
        using var cancelled = new CancellationTokenSource();
        await using var watch = _fixture.Client.CustomerOrders.WatchSummaryAsync("17850", cancellationToken: cancelled.Token).GetAsyncEnumerator(Token);
        var next = watch.MoveNextAsync().AsTask();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public void Bad_input_is_refused_before_anything_is_asked()
    {
        Assert.Throws<ArgumentException>(() => _fixture.Client.CustomerOrders.WatchSummaryAsync("a/b", cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => _fixture.Client.CustomerOrders.WatchOrderAsync(default, cancellationToken: Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => _fixture.Client.CustomerOrders.WatchOrderAsync(ClientFixture.Order, (OrderPart)99, cancellationToken: Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => _fixture.Client.CustomerOrders.WatchOrdersAsync("17850", new(PageSize: 0), cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => _fixture.Client.StockLevels.WatchAsync(default, cancellationToken: Token));
    }

    [Fact]
    public async Task A_watch_of_a_view_over_everybody_shows_what_the_session_wrote_and_goes_on_from_what_was_shown()
    {
        var session = _fixture.Client.OpenSession();
        await session.Orders.PlaceAsync(ClientFixture.Order, ClientFixture.Place, cancellationToken: Token);

        await foreach (var watched in session.Fraud.WatchReportAsync(new(ScoreMin: 50), cancellationToken: Token))
        {
            if (watched.Value.OpenCount == 2) break;
        }

        var (first, second) = (_fixture.Grains.FraudReport.Watches[0], _fixture.Grains.FraudReport.Watches[1]);
        Assert.Equal([new CommitPosition(3, 17)], first.AtLeast.Positions);
        Assert.Equal((null, 1L), (first.After, second.After?.Digest));
    }

    [Fact]
    public void Bad_input_to_views_over_everybody_is_refused_before_anything_is_asked()
    {
        var client = _fixture.Client;
        AsOfAll nowhere = new AsOfAll.Positions([]);

        Assert.Throws<ArgumentException>(() => client.Fraud.WatchReportAsync(new(CountMax: 0), cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => client.Recommendations.WatchByProductAsync("a/b", cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => client.Products.WatchAsync(new() { PriceFrom = 1 }, cancellationToken: Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = client.Fraud.GetReportAsync(nowhere, cancellationToken: Token); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = client.Accounting.GetTrialBalanceAsync(nowhere, Token); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = client.Analytics.GetOverviewAsync(nowhere, Token); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = client.Recommendations.GetByProductAsync("85123A", nowhere, cancellationToken: Token); });
        Assert.Empty(_fixture.Grains.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("00000000000000ff.3")]
    [InlineData("00000000000000ff.3-x")]
    [InlineData("00000000000000ff.-3-4")]
    public void A_text_that_is_no_token_is_refused(string text) => Assert.Throws<FormatException>(() => WatchToken.Parse(text));

    [Fact]
    public void A_token_survives_being_text()
    {
        var token = new WatchToken([new(0, 7), new(15, long.MaxValue)], Digest: -2);

        var parsed = WatchToken.Parse(token.ToString());

        Assert.Equal((token.Digest, token.ToString()), (parsed.Digest, parsed.ToString()));
        Assert.Equal(long.MaxValue, parsed.PositionOf(15));
        Assert.Equal(0, parsed.PositionOf(3));
    }

    private void Answer(Func<WatchRequest, WatchAnswer<CustomerSummary>> answer) => Grain.WatchAnswers.Enqueue(answer);

    private static WatchAnswer<CustomerSummary> Changed(int orderCount, long digest) => new(true, Summary(orderCount), new([new CommitPosition(3, orderCount)], digest));

    private static CustomerSummary Summary(int orderCount) => new()
    {
        Customer = "17850",
        OrderCount = orderCount,
        ByStatus = [],
        Totals = [],
        FirstOrderedAt = null,
        LastOrderedAt = null,
        Position = orderCount,
        StaleSince = null,
    };

    private async Task<List<Watched<CustomerSummary>>> TakeAsync(int count, WatchToken? after = null)
    {
        var taking = TakeNowAsync();
        await _fixture.DriveAsync(taking);
        return await taking;

        async Task<List<Watched<CustomerSummary>>> TakeNowAsync()
        {
            var seen = new List<Watched<CustomerSummary>>();
            await foreach (var watched in _fixture.Client.CustomerOrders.WatchSummaryAsync("17850", after, Token))
            {
                seen.Add(watched);
                if (seen.Count == count) break;
            }

            return seen;
        }
    }
}
