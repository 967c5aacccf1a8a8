using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Journal;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Aggregates;

public sealed class ReadingTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>, IDisposable
{
    private readonly FaultyWriteSide _side = fixture.Side;
    private readonly OrderId _id = SampleOrders.NewId();

    private IOrderGrain Order => _side.Order(_id);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _side.Faults.OpenAll();

    [Fact]
    public async Task A_read_shows_what_was_answered_and_where_it_stands()
    {
        await PlaceAsync();
        var amended = await Order.SendAsync(SampleOrders.Amend(7));

        var answer = await Order.ReadAsync(Token);

        Assert.Equal((OrderStatus.Placed, 2L), (answer.View?.Status, answer.View?.Version));
        Assert.Equal(7, Assert.Single(answer.View?.Lines ?? []).Quantity);
        Assert.Equal(amended.Position, answer.Position);
    }

    [Fact]
    public async Task Of_what_never_happened_there_is_no_view()
    {
        var answer = await Order.ReadAsync(Token);

        Assert.Null(answer.View);
        Assert.Equal(new CommitPosition(_side.Journal.Partitioning.PartitionOf(_id.PartitionKey), 0), answer.Position);
    }

    [Fact]
    public async Task A_read_shows_nothing_that_is_not_in_the_journal_and_does_not_wait_for_it()
    {
        await PlaceAsync();
        var before = _side.Faults.Reached(FaultPoint.BeforeCommit);
        _side.Faults.Close(FaultPoint.BeforeCommit);
        var amend = Order.SendAsync(SampleOrders.Amend(7));
        await _side.CommitReachedAsync(1, before);

        Assert.Equal(1, (await Order.LookAsync())?.Version);

        _side.Faults.Open(FaultPoint.BeforeCommit);
        await amend;
        Assert.Equal(2, (await Order.LookAsync())?.Version);
    }

    [Fact]
    public async Task A_read_shows_what_was_committed_before_it_although_nobody_was_told_yet()
    {
        await PlaceAsync();
        var before = _side.Faults.Reached(FaultPoint.AfterCommit);
        _side.Faults.Close(FaultPoint.AfterCommit);
        var amend = Order.SendAsync(SampleOrders.Amend(7));
        await Wait.UntilAsync("the amendment is committed", () => _side.Faults.Reached(FaultPoint.AfterCommit) > before);

        var look = Order.LookAsync();
        _side.Faults.Open(FaultPoint.AfterCommit);

        Assert.Equal(2, (await look)?.Version);
        await amend;
    }

    [Fact]
    public async Task A_read_shows_what_somebody_else_has_written_who_took_the_partition()
    {
        await PlaceAsync();
        var partition = _side.Journal.Partitioning.PartitionOf(_id.PartitionKey);
        var writer = await _side.Journal.ClaimAsync(partition, "somebody else", Token);
        var confirmed = OrderEventCodec.Instance.Encode(new OrderEvent.OrderConfirmed(DateTimeOffset.UnixEpoch));
        var context = Calls.Envelope(SampleOrders.Place()).Context;
        await writer.AppendAsync([new AppendRequest(_id.PartitionKey, _id.Aggregate, 1, context, [confirmed])], 0, Token);

        Assert.Equal((OrderStatus.Confirmed, 2L), await Order.LookAsync() is { } view ? (view.Status, view.Version) : default);
    }

    [Fact]
    public async Task Reads_that_wait_together_ask_the_journal_together()
    {
        await PlaceAsync();
        var before = _side.Faults.Reached(FaultPoint.BeforeRead);
        _side.Faults.Close(FaultPoint.BeforeRead);
        var looks = Enumerable.Range(0, WriteSideFixture.PendingCountMax).Select(_ => Order.LookAsync()).ToArray();
        await Wait.UntilAsync("the journal is asked", () => _side.Faults.Reached(FaultPoint.BeforeRead) > before);
        _side.Faults.Open(FaultPoint.BeforeRead);

        Assert.All(await Task.WhenAll(looks), view => Assert.Equal(1, view?.Version));
        Assert.InRange(_side.Faults.Reached(FaultPoint.BeforeRead) - before, 1, 3);
    }

    [Fact]
    public async Task Beyond_the_bound_of_unanswered_reads_callers_are_told_to_come_again()
    {
        await PlaceAsync();
        _side.Faults.Close(FaultPoint.BeforeRead);
        var looks = Enumerable.Range(0, WriteSideFixture.PendingCountMax + 1).Select(_ => Order.LookAsync()).ToArray();
        var refused = await Task.WhenAny(looks);
        _side.Faults.Open(FaultPoint.BeforeRead);

        Assert.Contains("PendingCountMax", (await Assert.ThrowsAsync<QueryRetryException>(() => refused)).Message, StringComparison.Ordinal);
        Assert.Equal(WriteSideFixture.PendingCountMax, (await Task.WhenAll(looks.Where(look => look != refused))).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_without_a_journal_is_to_be_asked_again(bool isLoaded)
    {
        if (isLoaded) await PlaceAsync();
        _side.Faults.Once(FaultPoint.BeforeRead, FaultAction.Fail);

        await Assert.ThrowsAsync<QueryRetryException>(() => Order.LookAsync());

        Assert.Equal(isLoaded ? 1 : null, (await Order.LookAsync())?.Version);
    }

    [Fact]
    public async Task A_read_that_rests_on_an_append_of_unknown_fate_finds_out()
    {
        await PlaceAsync();
        var before = _side.Faults.Reached(FaultPoint.AfterCommit);
        _side.Faults.Close(FaultPoint.AfterCommit);
        _side.Faults.Once(FaultPoint.AfterCommit, FaultAction.Fail);
        var amend = Order.SendAsync(SampleOrders.Amend(7));
        await Wait.UntilAsync("the amendment is committed", () => _side.Faults.Reached(FaultPoint.AfterCommit) > before);
        var look = Order.LookAsync();
        _side.Faults.Release(FaultPoint.AfterCommit);

        await Assert.ThrowsAsync<CommandRetryException>(() => amend);
        Assert.Equal(2, (await look)?.Version);
    }

    [Fact]
    public async Task A_grain_whose_key_is_no_id_cannot_be_read() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _side.Cluster.Grains.GetGrain<IOrderGrain>("no separator").LookAsync());

    /// <summary>As a client does: another test may have taken the partition from its writer a moment ago.</summary>
    private Task<CommandOutcome> PlaceAsync() => Order.RetryAsync(SampleOrders.Place(), CommandId.New(TimeProvider.System));
}
