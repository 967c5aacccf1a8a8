using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Aggregates;

/// <summary>What only a new aggregate carries out is decided without reading; and steps reach an aggregate beside them without a message.</summary>
public sealed class BeginningTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>, IDisposable
{
    private readonly FaultyWriteSide _side = fixture.Side;
    private readonly OrderId _id = SampleOrders.NewId();

    private IOrderGrain Order => _side.Order(_id);

    private LocalAggregates Local => _side.Cluster.Service<LocalAggregates>();

    public void Dispose() => _side.Faults.OpenAll();

    [Fact]
    public async Task A_new_aggregate_begins_without_being_read()
    {
        var before = _side.Faults.Reached(FaultPoint.BeforeRead);

        var placed = await Order.SendAsync(SampleOrders.Place());
        var amended = await Order.SendAsync(SampleOrders.Amend(2));

        Assert.Equal((1, 2), (Assert.IsType<CommandOutcome.Accepted>(placed).Version, amended.Version));
        Assert.Equal(before, _side.Faults.Reached(FaultPoint.BeforeRead));
    }

    [Fact]
    public async Task What_would_be_refused_of_a_new_aggregate_is_decided_on_what_is_read()
    {
        await Order.SendAsync(SampleOrders.Place());
        await _side.ForgetAsync(_id);

        Assert.Equal(2, Assert.IsType<CommandOutcome.Accepted>(await Order.SendAsync(SampleOrders.Amend(2))).Version);
    }

    [Fact]
    public async Task An_aggregate_that_is_there_after_all_is_read_and_the_command_decided_again()
    {
        await Order.SendAsync(SampleOrders.Place());
        await _side.ForgetAsync(_id);

        var again = await Order.SendAsync(SampleOrders.Place(quantity: 9));

        Assert.Equal(OrderRefusalCode.AlreadyPlaced, Assert.IsType<CommandOutcome.Refused>(again).Refusal.Code);
        Assert.Equal(2, Assert.IsType<CommandOutcome.Accepted>(await Order.SendAsync(SampleOrders.Amend(9))).Version);
        Assert.Equal(2, (await _side.HistoryAsync(_id)).Count);
    }

    [Fact]
    public async Task An_aggregate_that_the_writer_has_forgotten_too_is_told_by_the_index()
    {
        var command = CommandId.New(TimeProvider.System);
        var first = await Order.SendAsync(SampleOrders.Place(), command);
        await _side.ForgetAsync(_id);
        var writer = await _side.Journal.ClaimAsync(first.Position.Partition, "somebody else", TestContext.Current.CancellationToken);
        var other = OrderEventCodec.Instance.Encode(new OrderEvent.OrderConfirmed(DateTimeOffset.UnixEpoch));
        await writer.AppendAsync([new(_id.PartitionKey, _id.Aggregate, 1, Calls.Envelope(SampleOrders.Place()).Context, [other])], 0, TestContext.Current.CancellationToken);

        Assert.Equal(first, await Order.RetryAsync(SampleOrders.Place(), command));
        Assert.Equal(2, (await _side.HistoryAsync(_id)).Count);
    }

    [Fact]
    public async Task What_was_decided_upon_a_mistaken_beginning_is_asked_again()
    {
        await Order.SendAsync(SampleOrders.Place());
        await _side.ForgetAsync(_id);
        var before = _side.Faults.Reached(FaultPoint.BeforeCommit);
        _side.Faults.Close(FaultPoint.BeforeCommit);
        var again = Order.SendAsync(SampleOrders.Place(quantity: 9));
        await _side.CommitReachedAsync(1, before);
        var amend = Order.SendAsync(SampleOrders.Amend(9));
        await _side.StagedAsync(_id, 2);
        _side.Faults.Open(FaultPoint.BeforeCommit);

        Assert.IsType<CommandOutcome.Refused>(await again);
        await Assert.ThrowsAsync<CommandRetryException>(() => amend);
        Assert.Single(await _side.HistoryAsync(_id));
    }

    [Fact]
    public async Task A_beginning_that_failed_leaves_nothing_to_decide_on()
    {
        _side.Faults.Once(FaultPoint.BeforeCommit, FaultAction.Fail);
        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Place()));

        var amended = await Order.RetryAsync(SampleOrders.Amend(2), CommandId.New(TimeProvider.System));

        Assert.Equal(OrderRefusalCode.NotPlaced, Assert.IsType<CommandOutcome.Refused>(amended).Refusal.Code);
    }

    [Fact]
    public async Task A_step_reaches_an_aggregate_that_is_awake_beside_it()
    {
        await Order.SendAsync(SampleOrders.Place());
        var envelope = Calls.Envelope<OrderCommand>(SampleOrders.Amend(3));

        var beside = await Awake()!.ExecuteBesideAsync(envelope, TestContext.Current.CancellationToken);

        Assert.Equal(2, Assert.IsType<CommandOutcome.Accepted>(beside).Version);
        Assert.Equal(beside, await Order.ExecuteAsync(envelope, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_aggregate_that_has_fallen_asleep_is_found_no_more_and_still_answers_whoever_found_it()
    {
        await Order.SendAsync(SampleOrders.Place());
        var found = Awake()!;
        await _side.ForgetAsync(_id);

        Assert.Null(Awake());
        var outcome = await found.ExecuteBesideAsync(Calls.Envelope<OrderCommand>(SampleOrders.Amend(3)), TestContext.Current.CancellationToken);
        Assert.Equal(2, Assert.IsType<CommandOutcome.Accepted>(outcome).Version);
        Assert.Equal(3, (await Order.SendAsync(SampleOrders.Amend(4))).Version);
    }

    private IAwakeAggregate<OrderCommand>? Awake() => Local.Find<OrderCommand>(_id.Aggregate);
}
