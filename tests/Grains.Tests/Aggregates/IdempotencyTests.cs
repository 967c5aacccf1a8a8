using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Aggregates;

public sealed class IdempotencyTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>, IDisposable
{
    private readonly FaultyWriteSide _side = fixture.Side;
    private readonly OrderId _id = SampleOrders.NewId();
    private readonly CommandId _command = CommandId.New(TimeProvider.System);

    private IOrderGrain Order => _side.Order(_id);

    public void Dispose() => _side.Faults.OpenAll();

    [Fact]
    public async Task A_repeat_gets_the_first_answer_and_adds_nothing()
    {
        var first = await Order.SendAsync(SampleOrders.Place(), _command);
        await Order.SendAsync(SampleOrders.Amend(7));

        var repeat = await Order.SendAsync(SampleOrders.Place(), _command);

        Assert.Equal(first, repeat);
        Assert.Equal(2, (await _side.HistoryAsync(_id)).Count);
    }

    [Fact]
    public async Task A_repeat_after_the_aggregate_was_forgotten_gets_the_first_answer()
    {
        var first = await Order.SendAsync(SampleOrders.Place(), _command);
        await _side.ForgetAsync(_id);

        var repeat = await Order.SendAsync(SampleOrders.Place(), _command);

        Assert.Equal(first, repeat);
        Assert.Single(await _side.HistoryAsync(_id));
    }

    [Fact]
    public async Task A_transient_refusal_is_remembered_but_no_answer_to_one_that_asks_again()
    {
        await Order.SendAsync(SampleOrders.Place());
        var ship = Calls.Envelope<OrderCommand>(new OrderCommand.MarkShipped("Post", "T-1"), _command);
        var refused = await Order.ExecuteAsync(ship, TestContext.Current.CancellationToken);
        await Order.SendAsync<OrderCommand>(new OrderCommand.ConfirmOrder());

        Assert.IsType<CommandOutcome.Refused>(refused);
        Assert.Equal(refused, await Order.ExecuteAsync(ship, TestContext.Current.CancellationToken));
        var accepted = Assert.IsType<CommandOutcome.Accepted>(await Order.ExecuteAsync(ship with { AsksAgain = true }, TestContext.Current.CancellationToken));
        Assert.Equal(accepted, await Order.ExecuteAsync(ship with { AsksAgain = true }, TestContext.Current.CancellationToken));
        Assert.Equal(accepted, await Order.ExecuteAsync(ship, TestContext.Current.CancellationToken));
        Assert.Equal(3, (await _side.HistoryAsync(_id)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repeat_of_a_command_that_was_let_go_is_found_in_the_journal(bool isForgotten)
    {
        var first = await Order.SendAsync(SampleOrders.Place(), _command);
        for (var quantity = 2; quantity <= 3 + WriteSideFixture.RecentCountMax; quantity++) await Order.SendAsync(SampleOrders.Amend(quantity));
        if (isForgotten) await _side.ForgetAsync(_id);

        var repeat = await Order.SendAsync(SampleOrders.Place(), _command);

        Assert.Equal(first, repeat);
        Assert.Equal(3 + WriteSideFixture.RecentCountMax, (await _side.HistoryAsync(_id)).Count);
    }

    [Fact]
    public async Task A_new_command_whose_id_is_older_than_the_horizon_is_carried_out()
    {
        await Order.SendAsync(SampleOrders.Place());
        for (var quantity = 2; quantity <= 3 + WriteSideFixture.RecentCountMax; quantity++) await Order.SendAsync(SampleOrders.Amend(quantity));
        var old = CommandId.Derive(DateTimeOffset.UnixEpoch.AddYears(40), _id.ToString());

        var outcome = await Order.SendAsync(SampleOrders.Amend(100), old);
        var repeat = await Order.SendAsync(SampleOrders.Amend(100), old);

        Assert.Equal(4 + WriteSideFixture.RecentCountMax, Assert.IsType<CommandOutcome.Accepted>(outcome).Version);
        Assert.Equal(outcome, repeat);
    }

    [Fact]
    public async Task A_new_command_that_shares_its_millisecond_with_one_let_go_is_looked_up_and_carried_out()
    {
        var time = TimeProvider.System.GetUtcNow();
        await Order.SendAsync(SampleOrders.Place(), CommandId.Derive(time, "first"));
        for (var quantity = 2; quantity <= 1 + WriteSideFixture.RecentCountMax; quantity++)
            await Order.SendAsync(SampleOrders.Amend(quantity), CommandId.Derive(time, $"{quantity}"));

        var fresh = await Order.SendAsync(SampleOrders.Amend(50), CommandId.Derive(time, "fresh"));
        var repeat = await Order.SendAsync(SampleOrders.Place(), CommandId.Derive(time, "first"));

        Assert.Equal(2 + WriteSideFixture.RecentCountMax, Assert.IsType<CommandOutcome.Accepted>(fresh).Version);
        Assert.Equal(1, Assert.IsType<CommandOutcome.Accepted>(repeat).Version);
    }

    [Fact]
    public async Task Two_that_look_up_the_same_id_at_once_are_carried_out_once()
    {
        await Order.SendAsync(SampleOrders.Place());
        for (var quantity = 2; quantity <= 3 + WriteSideFixture.RecentCountMax; quantity++) await Order.SendAsync(SampleOrders.Amend(quantity));
        var old = CommandId.Derive(DateTimeOffset.UnixEpoch.AddYears(40), _id.ToString());
        var before = _side.Faults.Reached(FaultPoint.BeforeRead);

        _side.Faults.Close(FaultPoint.BeforeRead);
        var first = Order.SendAsync(SampleOrders.Amend(100), old);
        await Wait.UntilAsync("the first looks it up", () => _side.Faults.Reached(FaultPoint.BeforeRead) == before + 1);
        var second = Order.SendAsync(SampleOrders.Amend(100), old);
        var meanwhile = await Order.SendAsync(SampleOrders.Amend(60));
        _side.Faults.Open(FaultPoint.BeforeRead);

        Assert.Equal(await first, await second);
        Assert.Equal(meanwhile.Version + 1, (await first).Version);
        Assert.Equal(before + 1, _side.Faults.Reached(FaultPoint.BeforeRead));
    }

    [Fact]
    public async Task A_failed_look_up_is_retryable_and_changes_nothing()
    {
        await Order.SendAsync(SampleOrders.Place(), _command);
        for (var quantity = 2; quantity <= 3 + WriteSideFixture.RecentCountMax; quantity++) await Order.SendAsync(SampleOrders.Amend(quantity));

        _side.Faults.Once(FaultPoint.BeforeRead, FaultAction.Fail);
        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Place(), _command));
        var repeat = await Order.SendAsync(SampleOrders.Place(), _command);

        Assert.Equal(1, Assert.IsType<CommandOutcome.Accepted>(repeat).Version);
    }

    [Fact]
    public async Task A_repeat_while_the_first_is_under_way_gets_the_same_answer()
    {
        var before = _side.Faults.Reached(FaultPoint.BeforeCommit);
        _side.Faults.Close(FaultPoint.BeforeCommit);
        var first = Order.SendAsync(SampleOrders.Place(), _command);
        await _side.CommitReachedAsync(1, before);

        var repeat = Order.SendAsync(SampleOrders.Place(), _command);
        _side.Faults.Open(FaultPoint.BeforeCommit);

        Assert.Equal(await first, await repeat);
        Assert.Single(await _side.HistoryAsync(_id));
    }

    [Fact]
    public async Task A_refusal_is_remembered_although_it_left_no_event()
    {
        var refused = await Order.SendAsync(SampleOrders.Amend(2), _command);
        await Order.SendAsync(SampleOrders.Place());

        var repeat = await Order.SendAsync(SampleOrders.Amend(2), _command);

        Assert.Equal(OrderRefusalCode.NotPlaced, Assert.IsType<CommandOutcome.Refused>(refused).Refusal.Code);
        Assert.Equal(refused, repeat);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1 + WriteSideFixture.RecentCountMax, false)]
    [InlineData(1 + WriteSideFixture.RecentCountMax, true)]
    public async Task A_refusal_that_is_written_down_lasts_for_ever(int commandsSince, bool isForgotten)
    {
        var id = new AccountId(_id.Customer, "main");
        var account = _side.Cluster.Grains.GetGrain<IAccountGrain>(id.GrainKey);
        var hold = Calls.Envelope<AccountCommand>(new AccountCommand.PlaceHold("h", 20m, "GBP", TimeProvider.System.GetUtcNow().AddDays(1), "h", IsDeclinedForGood: true), _command);
        await account.SendAsync(new AccountCommand.OpenAccount("GBP", 0m));
        var refused = await account.ExecuteAsync(hold, TestContext.Current.CancellationToken);
        for (var count = 0; count < commandsSince; count++) await account.SendAsync(new AccountCommand.Deposit(100m, "GBP", "Salary"));
        if (isForgotten) await _side.Cluster.Cluster.DeactivateAsync(account);

        var repeat = await account.ExecuteAsync(hold with { AsksAgain = true }, TestContext.Current.CancellationToken);

        Assert.False(Assert.IsType<CommandOutcome.Refused>(refused).Refusal.IsTransient);
        Assert.Equal(refused, repeat);
        Assert.Equal(2 + commandsSince, (await _side.Journal.ReadAggregateAsync(id.PartitionKey, id.Aggregate, 1, 1_000, TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task A_refusal_is_remembered_over_a_failure()
    {
        var refused = await Order.SendAsync(SampleOrders.Amend(2), _command);
        _side.Faults.Once(FaultPoint.AfterCommit, FaultAction.Fail);
        var place = CommandId.New(TimeProvider.System);
        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Place(), place));
        await Order.RetryAsync(SampleOrders.Place(), place);

        Assert.Equal(refused, await Order.SendAsync(SampleOrders.Amend(2), _command));
    }
}
