using CommandProcessor.Client.Tests.Fakes;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using Orleans.Runtime;

namespace CommandProcessor.Client.Tests;

public sealed class OrderWaitTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private readonly ClientFixture _fixture = new();

    private OrderCommands Orders => _fixture.Client.Orders;

    private FakeOrderGrain Grain => _fixture.Grains.Order;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderStatus.Placed, OrderStatus.Placed, true)]
    [InlineData(OrderStatus.Rejected, OrderStatus.Placed, true)]
    [InlineData(OrderStatus.Confirmed, OrderStatus.Confirmed, true)]
    [InlineData(OrderStatus.Delivered, OrderStatus.Confirmed, true)]
    [InlineData(OrderStatus.Returned, OrderStatus.Delivered, true)]
    [InlineData(OrderStatus.Rejected, OrderStatus.Rejected, true)]
    [InlineData(OrderStatus.Rejected, OrderStatus.Confirmed, false)]
    [InlineData(OrderStatus.Cancelled, OrderStatus.Delivered, false)]
    [InlineData(OrderStatus.Confirmed, OrderStatus.Rejected, false)]
    [InlineData(OrderStatus.Shipped, OrderStatus.Cancelled, false)]
    [InlineData(OrderStatus.Lost, OrderStatus.Delivered, false)]
    public async Task An_order_that_is_there_or_can_never_be_is_told_at_once(OrderStatus stands, OrderStatus awaited, bool isReached)
    {
        Sees(stands);

        var progress = await Orders.UntilAsync(ClientFixture.Order, awaited, Timeout, Token);

        Assert.Equal(stands, isReached ? Assert.IsType<OrderProgress.Reached>(progress).Order.Status : Assert.IsType<OrderProgress.Missed>(progress).Order.Status);
        Assert.Single(Grain.Waits);
    }

    [Fact]
    public async Task Each_event_is_looked_at_and_the_next_is_waited_for()
    {
        Sees(null).Sees(OrderStatus.Placed, 1).Sees(OrderStatus.Confirmed, 2).Sees(OrderStatus.Shipped, 3);

        Assert.IsType<OrderProgress.Reached>(await Orders.UntilAsync(ClientFixture.Order, OrderStatus.Shipped, Timeout, Token));

        Assert.Equal([0L, 0L, 1L, 2L], Grain.Waits.Select(wait => wait.Version));
    }

    [Fact]
    public async Task When_the_time_is_over_it_is_told_where_the_order_stands_and_that_it_may_still_come()
    {
        Sees(OrderStatus.Placed).Waits();
        var started = _fixture.Time.GetUtcNow();

        var waiting = Orders.UntilAsync(ClientFixture.Order, OrderStatus.Confirmed, Timeout, Token);
        await _fixture.DriveAsync(waiting);

        Assert.Equal(OrderStatus.Placed, Assert.IsType<OrderProgress.Pending>(await waiting).Order?.Status);
        Assert.InRange(_fixture.Time.GetUtcNow() - started, Timeout - TimeSpan.FromSeconds(1), Timeout);
        Assert.InRange(Grain.Waits.Count, 7, 9);
        Assert.All(Grain.Waits, wait => Assert.InRange(wait.Timeout, TimeSpan.Zero, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task A_wait_goes_on_with_another_silo()
    {
        Sees(OrderStatus.Placed).Throws(new SiloUnavailableException("gone")).Throws(new TimeoutException()).Sees(OrderStatus.Confirmed, 2);

        var waiting = Orders.UntilAsync(ClientFixture.Order, OrderStatus.Confirmed, Timeout, Token);
        await _fixture.DriveAsync(waiting);

        Assert.IsType<OrderProgress.Reached>(await waiting);
        Assert.Equal(4, Grain.Waits.Count);
    }

    [Fact]
    public async Task A_silo_that_is_away_until_the_end_leaves_the_order_as_it_was_seen_last()
    {
        Sees(OrderStatus.Placed).Throws(new SiloUnavailableException("gone"));

        var waiting = Orders.UntilAsync(ClientFixture.Order, OrderStatus.Confirmed, Timeout, Token);
        await _fixture.DriveAsync(waiting);

        Assert.Equal(OrderStatus.Placed, Assert.IsType<OrderProgress.Pending>(await waiting).Order?.Status);
    }

    [Fact]
    public async Task Whoever_was_told_nothing_at_all_is_told_so()
    {
        Throws(new SiloUnavailableException("gone"));

        var waiting = Orders.UntilAsync(ClientFixture.Order, OrderStatus.Confirmed, Timeout, Token);
        await _fixture.DriveAsync(waiting);

        await Assert.ThrowsAsync<QueryNotAnsweredException>(() => waiting);
    }

    [Fact]
    public async Task Placing_can_wait_for_what_comes_of_it()
    {
        Sees(OrderStatus.Rejected, 2);

        var progress = await Orders.PlaceAndWaitAsync(ClientFixture.Order, ClientFixture.Place, OrderStatus.Confirmed, Timeout, cancellationToken: Token);

        Assert.IsType<OrderProgress.Missed>(progress);
        Assert.Equal(ClientFixture.Place, Assert.Single(Grain.Received).Command);
    }

    [Fact]
    public async Task An_order_that_is_not_placed_is_not_waited_for()
    {
        Grain.Answers(new CommandOutcome.Refused(2, new(3, 17), Refusal.Final(101, "Order is placed already.")));

        await Assert.ThrowsAsync<CommandRefusedException>(
            () => Orders.PlaceAndWaitAsync(ClientFixture.Order, ClientFixture.Place, OrderStatus.Confirmed, Timeout, cancellationToken: Token));

        Assert.Empty(Grain.Waits);
    }

    [Fact]
    public async Task Cancellation_ends_a_wait()
    {
        Waits();
        using var cancellation = new CancellationTokenSource();

        var waiting = Orders.UntilAsync(ClientFixture.Order, OrderStatus.Confirmed, Timeout, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData(OrderStatus.None, 1)]
    [InlineData((OrderStatus)99, 1)]
    [InlineData(OrderStatus.Confirmed, 0)]
    [InlineData(OrderStatus.Confirmed, -1)]
    [InlineData(OrderStatus.Confirmed, 100_000)]
    public async Task What_cannot_be_waited_for_is_refused(OrderStatus status, int seconds)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Orders.UntilAsync(ClientFixture.Order, status, TimeSpan.FromSeconds(seconds), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Orders.UntilAsync(default, OrderStatus.Confirmed, Timeout, Token));

        Assert.Empty(Grain.Waits);
    }

    private OrderWaitTests Sees(OrderStatus? status, long version = 1)
    {
        var view = status is null ? null : new OrderStateView
        {
            Status = status.Value, Currency = "GBP", Lines = ClientFixture.Place.Lines, ShipTo = ClientFixture.Place.ShipTo, Total = 1, ReturnedAmount = 0, Version = version,
        };
        Grain.WaitAnswers.Enqueue((_, _) => Task.FromResult(new ViewAnswer<OrderStateView>(view, new CommitPosition(3, version))));
        return this;
    }

    private OrderWaitTests Throws(Exception error)
    {
        Grain.WaitAnswers.Enqueue((_, _) => Task.FromException<ViewAnswer<OrderStateView>>(error));
        return this;
    }

    /// <summary>Nothing comes; it stays as seen last.</summary>
    private void Waits() => Grain.WaitAnswers.Enqueue(async (timeout, token) =>
    {
        await Task.Delay(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, _fixture.Time, token);
        return await StandsAsync();

        Task<ViewAnswer<OrderStateView>> StandsAsync() => Task.FromResult(new ViewAnswer<OrderStateView>(_placed, new CommitPosition(3, 1)));
    });

    private readonly OrderStateView _placed = new()
    {
        Status = OrderStatus.Placed, Currency = "GBP", Lines = ClientFixture.Place.Lines, ShipTo = ClientFixture.Place.ShipTo, Total = 1, ReturnedAmount = 0, Version = 1,
    };
}
