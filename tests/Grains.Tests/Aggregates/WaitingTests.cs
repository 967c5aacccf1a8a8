using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Journal;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Aggregates;

public sealed class WaitingTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>, IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);
    private readonly FaultyWriteSide _side = fixture.Side;
    private readonly OrderId _id = SampleOrders.NewId();

    private IOrderGrain Order => _side.Order(_id);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _side.Faults.OpenAll();

    [Fact]
    public async Task What_is_past_the_version_is_told_at_once()
    {
        await PlaceAsync();

        Assert.Equal(1, (await Order.ReadAfterAsync(0, Long, Token)).View?.Version);
    }

    [Fact]
    public async Task A_commit_releases_all_who_wait_and_nothing_before_it_does()
    {
        await PlaceAsync();
        var waits = Enumerable.Range(0, WriteSideFixture.WaiterCountMax).Select(_ => Order.ReadAfterAsync(1, Long, Token)).ToArray();
        var before = _side.Faults.Reached(FaultPoint.BeforeCommit);
        _side.Faults.Close(FaultPoint.BeforeCommit);
        var amend = Order.SendAsync(SampleOrders.Amend(7));
        await _side.CommitReachedAsync(1, before);
        Assert.DoesNotContain(waits, wait => wait.IsCompleted);

        _side.Faults.Open(FaultPoint.BeforeCommit);

        var position = (await amend).Position;
        Assert.All(await Task.WhenAll(waits), answer => Assert.Equal((2, position), (answer.View?.Version, answer.Position)));
    }

    [Fact]
    public async Task An_order_can_be_waited_for_before_it_is_placed()
    {
        var wait = Order.ReadAfterAsync(0, Long, Token);

        await PlaceAsync();

        Assert.Equal(OrderStatus.Placed, (await wait).View?.Status);
    }

    [Fact]
    public async Task Whoever_waited_in_vain_is_told_what_is()
    {
        await PlaceAsync();

        Assert.Equal(1, (await Order.ReadAfterAsync(1, Short, Token)).View?.Version);
        Assert.Equal(1, (await Order.ReadAfterAsync(1, TimeSpan.Zero, Token)).View?.Version);
        Assert.Equal(1, (await Order.ReadAfterAsync(1, TimeSpan.FromSeconds(-1), Token)).View?.Version);
    }

    [Fact]
    public async Task A_call_waits_no_longer_than_the_silo_lets_it()
    {
        await PlaceAsync();
        var started = TimeProvider.System.GetTimestamp();

        await Order.ReadAfterAsync(1, TimeSpan.MaxValue, Token);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromMilliseconds(WriteSideFixture.WaitTimeMaxMs / 2), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Beyond_the_bound_callers_are_told_to_come_again()
    {
        await PlaceAsync();
        var waits = Enumerable.Range(0, WriteSideFixture.WaiterCountMax + 1).Select(_ => Order.ReadAfterAsync(1, Long, Token)).ToArray();

        var refused = await Task.WhenAny(waits);

        Assert.Contains("WaiterCountMax", (await Assert.ThrowsAsync<QueryRetryException>(() => refused)).Message, StringComparison.Ordinal);
        await Order.SendAsync(SampleOrders.Amend(7));
        Assert.All(await Task.WhenAll(waits.Where(wait => wait != refused)), answer => Assert.Equal(2, answer.View?.Version));
    }

    [Fact]
    public async Task Whoever_gives_up_makes_room()
    {
        await PlaceAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waits = Enumerable.Range(0, WriteSideFixture.WaiterCountMax + 1).Select(_ => Order.ReadAfterAsync(1, Long, cancellation.Token)).ToArray();
        var refused = await Task.WhenAny(waits);
        await Assert.ThrowsAsync<QueryRetryException>(() => refused);

        await cancellation.CancelAsync();

        foreach (var wait in waits.Where(wait => wait != refused)) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        await Wait.UntilAsync("there is room to wait", HasRoomAsync, WriteSideFixture.WaitTimeMaxMs / 2);
    }

    [Fact]
    public async Task An_append_of_unknown_fate_that_was_committed_releases_them_too()
    {
        await PlaceAsync();
        var wait = Order.ReadAfterAsync(1, Long, Token);
        _side.Faults.Once(FaultPoint.AfterCommit, FaultAction.Fail);

        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Amend(7)));

        Assert.Equal(2, (await wait).View?.Version);
    }

    [Fact]
    public async Task What_somebody_else_has_written_is_seen_at_the_end_of_the_wait()
    {
        await PlaceAsync();
        var wait = Order.ReadAfterAsync(1, TimeSpan.FromSeconds(2), Token);
        var partition = _side.Journal.Partitioning.PartitionOf(_id.PartitionKey);
        var writer = await _side.Journal.ClaimAsync(partition, "somebody else", Token);
        var confirmed = OrderEventCodec.Instance.Encode(new OrderEvent.OrderConfirmed(DateTimeOffset.UnixEpoch));
        var context = Calls.Envelope(SampleOrders.Place()).Context;
        await writer.AppendAsync([new AppendRequest(_id.PartitionKey, _id.Aggregate, 1, context, [confirmed])], 0, Token);

        Assert.Equal(OrderStatus.Confirmed, (await wait).View?.Status);
    }

    [Fact]
    public async Task A_wait_without_a_journal_is_to_be_asked_again()
    {
        _side.Faults.Once(FaultPoint.BeforeRead, FaultAction.Fail);

        await Assert.ThrowsAsync<QueryRetryException>(() => Order.ReadAfterAsync(0, Long, Token));
    }

    [Fact]
    public async Task An_activation_that_is_to_end_waits_for_them_and_the_next_one_is_asked()
    {
        await PlaceAsync();
        var wait = Order.ReadAfterAsync(1, Long, Token);

        await _side.ForgetAsync(_id);

        Assert.Equal(1, (await wait).View?.Version);
        Assert.Equal(1, (await Order.ReadAfterAsync(0, Long, Token)).View?.Version);
    }

    [Fact]
    public async Task A_grain_whose_key_is_no_id_cannot_be_waited_for() => await Assert.ThrowsAsync<ArgumentException>(
        () => _side.Cluster.Grains.GetGrain<IOrderGrain>("no separator").ReadAfterAsync(0, Long, Token));

    private async ValueTask<bool> HasRoomAsync()
    {
        try
        {
            await Order.ReadAfterAsync(1, Short, Token);
            return true;
        }
        catch (QueryRetryException)
        {
            return false;
        }
    }

    /// <summary>As a client does: another test may have taken the partition from its writer a moment ago.</summary>
    private Task<CommandOutcome> PlaceAsync() => Order.RetryAsync(SampleOrders.Place(), CommandId.New(TimeProvider.System));
}
