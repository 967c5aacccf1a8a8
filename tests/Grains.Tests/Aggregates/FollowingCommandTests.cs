using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Aggregates;

/// <summary>A command behind another is decided only if that is accepted, and durable with it.</summary>
public sealed class FollowingCommandTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>, IDisposable
{
    private readonly FaultyWriteSide _side = fixture.Side;
    private readonly OrderId _id = SampleOrders.NewId();
    private readonly CommandEnvelope<OrderCommand> _first = Calls.Envelope<OrderCommand>(SampleOrders.Amend(3));
    private readonly CommandEnvelope<OrderCommand> _second = Calls.Envelope<OrderCommand>(SampleOrders.Amend(4));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IOrderGrain Order => _side.Order(_id);

    private IAwakeAggregate<OrderCommand> Awake => _side.Cluster.Service<LocalAggregates>().Find<OrderCommand>(_id.Aggregate)!; // It was called just now.

    public void Dispose() => _side.Faults.OpenAll();

    [Fact]
    public async Task Both_are_committed_at_once()
    {
        await Order.SendAsync(SampleOrders.Place());
        var (following, before) = (new FollowingCommand(), _side.Faults.Reached(FaultPoint.BeforeCommit));

        var first = await Awake.ExecuteBesideAsync(_first, _second, following, Token);
        var second = await following.Answer!; // Both are accepted.

        Assert.Equal((2, 3), (Assert.IsType<CommandOutcome.Accepted>(first).Version, Assert.IsType<CommandOutcome.Accepted>(second).Version));
        Assert.Equal(before + 1, _side.Faults.Reached(FaultPoint.BeforeCommit));
    }

    [Fact]
    public async Task One_behind_a_refused_one_is_not_decided()
    {
        await Order.SendAsync(SampleOrders.Place());
        var following = new FollowingCommand();

        var first = await Awake.ExecuteBesideAsync(Calls.Envelope<OrderCommand>(SampleOrders.Place(quantity: 9)), _second, following, Token);

        Assert.Equal(OrderRefusalCode.AlreadyPlaced, Assert.IsType<CommandOutcome.Refused>(first).Refusal.Code);
        Assert.Null(following.Answer);
        Assert.Single(await _side.HistoryAsync(_id));
    }

    [Theory]
    [InlineData(FaultPoint.BeforeCommit, 1)]
    [InlineData(FaultPoint.AfterCommit, 3)]
    public async Task Both_are_asked_again_after_a_commit_that_failed_and_are_carried_out_once(FaultPoint point, int durableAfterFault)
    {
        await Order.SendAsync(SampleOrders.Place());
        var following = new FollowingCommand();
        _side.Faults.Once(point, FaultAction.Fail);

        await Assert.ThrowsAsync<CommandRetryException>(() => Awake.ExecuteBesideAsync(_first, _second, following, Token));
        await Assert.ThrowsAsync<CommandRetryException>(() => following.Answer!); // Begun with the other.
        Assert.Equal(durableAfterFault, (await _side.HistoryAsync(_id)).Count);
        var first = await Order.RetryAsync(_first.Command, _first.Context.CommandId);
        var second = await Order.RetryAsync(_second.Command, _second.Context.CommandId);

        Assert.Equal((2, 3), (first.Version, second.Version));
        Assert.Equal(3, (await _side.HistoryAsync(_id)).Count);
    }

    [Fact]
    public async Task One_behind_a_repeat_is_answered_as_at_first()
    {
        await Order.SendAsync(SampleOrders.Place());
        var (once, twice) = (new FollowingCommand(), new FollowingCommand());

        var first = await Awake.ExecuteBesideAsync(_first, _second, once, Token);
        var again = await Awake.ExecuteBesideAsync(_first, _second, twice, Token);

        Assert.Equal(first, again);
        Assert.Equal(await once.Answer!, await twice.Answer!); // Both are accepted.
        Assert.Equal(3, (await _side.HistoryAsync(_id)).Count);
    }

    /// <summary>It is read in a later turn, so the one behind is left to whoever sends it then.</summary>
    [Fact]
    public async Task One_behind_a_command_to_an_aggregate_that_must_be_read_is_not_begun()
    {
        await Order.SendAsync(SampleOrders.Place());
        var following = new FollowingCommand();
        _side.Faults.Once(FaultPoint.BeforeCommit, FaultAction.Fail);
        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Amend(2))); // What is in memory may not be what the journal has.

        var first = await Awake.ExecuteBesideAsync(_first, _second, following, Token);

        Assert.IsType<CommandOutcome.Accepted>(first);
        Assert.Null(following.Answer);
    }
}
