using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Orders;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Aggregates;

public sealed class PipelineTests(WriteSideFixture fixture) : IClassFixture<WriteSideFixture>, IDisposable
{
    private readonly FaultyWriteSide _side = fixture.Side;
    private readonly OrderId _id = SampleOrders.NewId();

    private IOrderGrain Order => _side.Order(_id);

    public void Dispose() => _side.Faults.OpenAll();

    [Fact]
    public async Task Commands_that_arrive_during_a_commit_ride_together_in_the_next()
    {
        var before = _side.Faults.Reached(FaultPoint.BeforeCommit);
        _side.Faults.Close(FaultPoint.BeforeCommit);
        var place = Order.SendAsync(SampleOrders.Place());
        await _side.CommitReachedAsync(1, before);
        var amendments = Enumerable.Range(2, 10).Select(quantity => Order.SendAsync(SampleOrders.Amend(quantity))).ToArray();

        Assert.DoesNotContain(amendments, amendment => amendment.IsCompleted);
        await StagedAsync(11);
        _side.Faults.Open(FaultPoint.BeforeCommit);
        await place;
        var outcomes = await Task.WhenAll(amendments);

        Assert.Equal(Enumerable.Range(2, 10).Select(version => (long)version), outcomes.Select(outcome => outcome.Version).Order());
        Assert.Equal(before + 2, _side.Faults.Reached(FaultPoint.BeforeCommit));
    }

    [Fact]
    public async Task A_refusal_that_rests_on_staged_events_waits_for_them()
    {
        var before = _side.Faults.Reached(FaultPoint.BeforeCommit);
        _side.Faults.Close(FaultPoint.BeforeCommit);
        var place = Order.SendAsync(SampleOrders.Place());
        await _side.CommitReachedAsync(1, before);
        var again = Order.SendAsync(SampleOrders.Place(quantity: 2));
        var satisfied = Order.SendAsync(SampleOrders.Amend(1));
        await StagedAsync(3);

        Assert.False(again.IsCompleted);
        Assert.False(satisfied.IsCompleted);
        _side.Faults.Open(FaultPoint.BeforeCommit);

        Assert.Equal(OrderRefusalCode.AlreadyPlaced, Assert.IsType<CommandOutcome.Refused>(await again).Refusal.Code);
        Assert.Equal((await place).Position, (await again).Position);
        Assert.Equal((await place).Position, Assert.IsType<CommandOutcome.Accepted>(await satisfied).Position);
        Assert.Single(await _side.HistoryAsync(_id));
    }

    [Fact]
    public async Task What_was_decided_upon_a_failed_append_is_thrown_away_with_it()
    {
        var before = _side.Faults.Reached(FaultPoint.BeforeCommit);
        _side.Faults.Close(FaultPoint.BeforeCommit);
        _side.Faults.Once(FaultPoint.BeforeCommit, FaultAction.Fail);
        var place = Order.SendAsync(SampleOrders.Place());
        await _side.CommitReachedAsync(1, before);
        var amend = Order.SendAsync(SampleOrders.Amend(2));
        var again = Order.SendAsync(SampleOrders.Place(quantity: 2));
        await StagedAsync(3);
        _side.Faults.Release(FaultPoint.BeforeCommit);

        await Assert.ThrowsAsync<CommandRetryException>(() => place);
        await Assert.ThrowsAsync<CommandRetryException>(() => amend);
        await Assert.ThrowsAsync<CommandRetryException>(() => again);

        var afterwards = await Order.RetryAsync(SampleOrders.Amend(2), CommandId.New(TimeProvider.System));
        Assert.Equal(OrderRefusalCode.NotPlaced, Assert.IsType<CommandOutcome.Refused>(afterwards).Refusal.Code);
        Assert.Empty(await _side.HistoryAsync(_id));
    }

    [Fact]
    public async Task An_append_that_was_committed_although_it_failed_is_answered_when_asked_again()
    {
        var command = CommandId.New(TimeProvider.System);
        _side.Faults.Once(FaultPoint.AfterCommit, FaultAction.Fail);

        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Place(), command));
        var outcome = await Order.RetryAsync(SampleOrders.Place(), command);

        Assert.Equal(1, Assert.IsType<CommandOutcome.Accepted>(outcome).Version);
        Assert.Single(await _side.HistoryAsync(_id));
    }

    [Fact]
    public async Task An_append_that_is_committed_after_it_failed_is_fenced_or_found()
    {
        var command = CommandId.New(TimeProvider.System);
        _side.Faults.Once(FaultPoint.BeforeCommit, FaultAction.CommitLater);

        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Place(), command));
        var outcome = await Order.RetryAsync(SampleOrders.Place(), command);

        Assert.Equal(1, Assert.IsType<CommandOutcome.Accepted>(outcome).Version);
        Assert.Single(await _side.HistoryAsync(_id));
    }

    [Fact]
    public async Task A_second_writer_fences_the_first_and_no_command_is_lost()
    {
        await Order.SendAsync(SampleOrders.Place());
        var partition = _side.Journal.Partitioning.PartitionOf(_id.PartitionKey);
        var command = CommandId.New(TimeProvider.System);

        await _side.Journal.ClaimAsync(partition, "somebody else", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Amend(2), command));
        Assert.Equal(2, (await Order.RetryAsync(SampleOrders.Amend(2), command)).Version);
        Assert.Equal(2, (await _side.HistoryAsync(_id)).Count);
    }

    [Fact]
    public async Task Events_that_somebody_else_appended_are_a_conflict_and_are_read_before_the_next_decision()
    {
        await Order.SendAsync(SampleOrders.Place());
        var partition = _side.Journal.Partitioning.PartitionOf(_id.PartitionKey);
        var writer = await _side.Journal.ClaimAsync(partition, "somebody else", TestContext.Current.CancellationToken);
        var envelope = Calls.Envelope<OrderCommand>(new OrderCommand.ConfirmOrder());
        var confirmed = OrderEventCodec.Instance.Encode(new OrderEvent.OrderConfirmed(DateTimeOffset.UnixEpoch));
        await writer.AppendAsync([new(_id.PartitionKey, _id.Aggregate, 1, envelope.Context, [confirmed])], 0, TestContext.Current.CancellationToken);
        var command = CommandId.New(TimeProvider.System);

        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Amend(2), command));
        var outcome = await Order.RetryAsync(SampleOrders.Amend(2), command);

        Assert.Equal(OrderRefusalCode.NotOpenForAmendment, Assert.IsType<CommandOutcome.Refused>(outcome).Refusal.Code);
        Assert.Equal(2, outcome.Version);
    }

    [Fact]
    public async Task Beyond_the_bound_of_pending_commands_callers_are_told_to_come_again()
    {
        await Order.SendAsync(SampleOrders.Place());
        var before = _side.Faults.Reached(FaultPoint.BeforeCommit);
        _side.Faults.Close(FaultPoint.BeforeCommit);
        var pending = Enumerable.Range(2, WriteSideFixture.PendingCountMax).Select(quantity => Order.SendAsync(SampleOrders.Amend(quantity))).ToArray();
        await _side.CommitReachedAsync(1, before);
        await StagedAsync(WriteSideFixture.PendingCountMax);

        var refused = await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Amend(1_000)));
        _side.Faults.Open(FaultPoint.BeforeCommit);

        Assert.Contains("PendingCountMax", refused.Message, StringComparison.Ordinal);
        Assert.Equal(WriteSideFixture.PendingCountMax, (await Task.WhenAll(pending)).Length);
        Assert.Equal(1 + WriteSideFixture.PendingCountMax, (await _side.HistoryAsync(_id)).Count);
    }

    [Fact]
    public async Task An_aggregate_that_cannot_be_loaded_is_retryable()
    {
        await Order.SendAsync(SampleOrders.Place());
        await _side.ForgetAsync(_id);
        var command = CommandId.New(TimeProvider.System);
        _side.Faults.Once(FaultPoint.BeforeRead, FaultAction.Fail);

        await Assert.ThrowsAsync<CommandRetryException>(() => Order.SendAsync(SampleOrders.Amend(2), command));

        Assert.IsType<CommandOutcome.Accepted>(await Order.SendAsync(SampleOrders.Amend(2), command));
    }

    [Fact]
    public async Task Commands_during_a_load_wait_for_it()
    {
        await Order.SendAsync(SampleOrders.Place());
        await _side.ForgetAsync(_id);
        var before = _side.Faults.Reached(FaultPoint.BeforeRead);
        _side.Faults.Close(FaultPoint.BeforeRead);
        var amend = Order.SendAsync(SampleOrders.Amend(3));
        await Wait.UntilAsync("the order is being read", () => _side.Faults.Reached(FaultPoint.BeforeRead) == before + 1);
        var again = Order.SendAsync(SampleOrders.Place(quantity: 5));
        _side.Faults.Open(FaultPoint.BeforeRead);

        Assert.Equal(2, (await amend).Version);
        Assert.Equal(OrderRefusalCode.AlreadyPlaced, Assert.IsType<CommandOutcome.Refused>(await again).Refusal.Code);
    }

    private Task StagedAsync(int count) => _side.StagedAsync(_id, count);
}
