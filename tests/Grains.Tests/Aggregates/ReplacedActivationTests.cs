using CommandProcessor.Grains.Aggregates;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Aggregates;

/// <summary>
/// For a while an aggregate may be awake twice: one activation has been replaced and works on, as in a silo that the others take for dead. Whichever of
/// them is behind, its answers are right.
/// </summary>
public sealed class ReplacedActivationTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>
{
    private readonly FaultyWriteSide _side = fixture.Side;
    private readonly OrderId _id = SampleOrders.NewId();
    private readonly CommandEnvelope<OrderCommand> _amend = Calls.Envelope<OrderCommand>(SampleOrders.Amend(3));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IOrderGrain Order => _side.Order(_id);

    /// <summary>The journal leaves out the first, which expects another version; the second would fit that version, and would be there twice.</summary>
    [Fact]
    public async Task What_the_other_has_carried_out_is_not_carried_out_again_behind_a_command_of_its_own()
    {
        var replaced = await ReplaceAsync();
        await Order.ExecuteAsync(_amend, Token);
        var (first, following) = (Calls.Envelope<OrderCommand>(SampleOrders.Amend(4)), new FollowingCommand());

        await Assert.ThrowsAsync<CommandRetryException>(() => replaced.ExecuteBesideAsync(first, _amend, following, Token));
        await Assert.ThrowsAsync<CommandRetryException>(() => following.Answer!); // Begun with the other.

        Assert.Equal([1, 2], (await _side.HistoryAsync(_id)).Select(recorded => recorded.Version));
        Assert.Equal(3, (await replaced.ExecuteBesideAsync(first, Token)).Version);
        Assert.Equal(2, (await replaced.ExecuteBesideAsync(_amend, Token)).Version);
    }

    [Fact]
    public async Task Neither_refuses_for_what_the_other_has_changed()
    {
        var replaced = await ReplaceAsync();
        await replaced.ExecuteBesideAsync(_amend, Token);

        var byOther = await Order.SendAsync(SampleOrders.Amend(4), expectedVersion: 2);
        var byReplaced = await replaced.ExecuteBesideAsync(Calls.Envelope<OrderCommand>(SampleOrders.Amend(5), expectedVersion: 3), Token);

        Assert.Equal((3, 4), (Assert.IsType<CommandOutcome.Accepted>(byOther).Version, Assert.IsType<CommandOutcome.Accepted>(byReplaced).Version));
    }

    [Fact]
    public async Task Neither_says_that_nothing_is_to_be_done_when_the_other_has_made_something_to_do()
    {
        var replaced = await ReplaceAsync();
        await replaced.ExecuteBesideAsync(_amend, Token);

        var back = await Order.SendAsync(SampleOrders.Amend(1)); // As it was placed.

        Assert.Equal(3, back.Version);
        Assert.Equal(1, Assert.Single((await Order.LookAsync())!.Lines).Quantity);
    }

    [Fact]
    public async Task A_repeat_of_what_is_just_being_refused_waits_for_the_same_answer()
    {
        await Order.SendAsync(SampleOrders.Place());
        var id = CommandId.New(TimeProvider.System);
        _side.Faults.Close(FaultPoint.BeforeRead);
        var both = new[] { Order.SendAsync(SampleOrders.Place(quantity: 9), id), Order.SendAsync(SampleOrders.Place(quantity: 9), id) };
        _side.Faults.OpenAll();

        var answers = await Task.WhenAll(both);

        Assert.Equal(OrderRefusalCode.AlreadyPlaced, Assert.IsType<CommandOutcome.Refused>(answers[0]).Refusal.Code);
        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task What_cannot_be_confirmed_is_to_be_sent_again()
    {
        await Order.SendAsync(SampleOrders.Place());
        var id = CommandId.New(TimeProvider.System);
        _side.Faults.Once(FaultPoint.BeforeRead, FaultAction.Fail);

        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Place(quantity: 9), id));
        var answer = await Order.SendAsync(SampleOrders.Place(quantity: 9), id);

        Assert.Equal(OrderRefusalCode.AlreadyPlaced, Assert.IsType<CommandOutcome.Refused>(answer).Refusal.Code);
    }

    /// <summary>Both have read the placed order.</summary>
    private async Task<IAwakeAggregate<OrderCommand>> ReplaceAsync()
    {
        await Order.SendAsync(SampleOrders.Place());
        var replaced = _side.Cluster.Service<LocalAggregates>().Find<OrderCommand>(_id.Aggregate)!; // It was called just now.
        await _side.ForgetAsync(_id);
        await Order.ReadAsync(Token);
        return replaced;
    }
}
