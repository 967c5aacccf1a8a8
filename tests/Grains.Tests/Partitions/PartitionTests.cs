using System.Text;
using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Partitions;

public sealed class PartitionTests
{
    [Fact]
    public async Task A_full_queue_turns_commands_away_and_keeps_what_it_has()
    {
        await using var side = await FaultyWriteSide.StartAsync(setup => setup with
        {
            Partitions = options =>
            {
                options.QueueCountMax = 2;
                options.PublishingEnabled = false;
            },
        });
        var ids = Enumerable.Range(0, 10).Select(_ => SampleOrders.NewId("one customer")).ToArray();
        var before = side.Faults.Reached(FaultPoint.BeforeCommit);
        side.Faults.Close(FaultPoint.BeforeCommit);
        var first = side.Order(ids[0]).SendAsync(SampleOrders.Place());
        await side.CommitReachedAsync(1, before);

        var others = ids[1..].Select(id => side.Order(id).SendAsync(SampleOrders.Place())).ToArray();
        await Wait.UntilAsync("all but two are turned away", () => others.Count(other => other.IsFaulted) == others.Length - 2);
        side.Faults.Open(FaultPoint.BeforeCommit);

        await first;
        var message = others.First(other => other.IsFaulted).Exception?.InnerException;
        Assert.Contains("QueueCountMax", Assert.IsType<CommandRetryException>(message).Message, StringComparison.Ordinal);
        await Wait.UntilAsync("the two are answered", () => others.All(other => other.IsCompleted));
        Assert.Equal(2, others.Count(other => other.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task A_command_that_was_turned_away_needs_no_reading_to_be_sent_again()
    {
        await using var side = await FaultyWriteSide.StartAsync(setup => setup with { Partitions = options => options.QueueCountMax = 1 });
        var id = SampleOrders.NewId("one customer");
        await side.Order(id).SendAsync(SampleOrders.Place());
        var others = Enumerable.Range(0, 3).Select(_ => SampleOrders.NewId("one customer")).ToArray();
        foreach (var other in others) await side.Order(other).SendAsync(SampleOrders.Amend(2));
        var before = side.Faults.Reached(FaultPoint.BeforeCommit);
        side.Faults.Close(FaultPoint.BeforeCommit);
        var held = side.Order(others[0]).SendAsync(SampleOrders.Place());
        await side.CommitReachedAsync(1, before);
        var queued = side.Order(others[1]).SendAsync(SampleOrders.Place());
        await Wait.UntilAsync("one is queued", () => side.Cluster.Service<LocalPartitions>()
            .Find(side.Journal.Partitioning.PartitionOf(id.PartitionKey)) is { QueuedCount: 1 });
        var reads = side.Faults.Reached(FaultPoint.BeforeRead);
        var command = CommandId.New(TimeProvider.System);

        await Assert.ThrowsAsync<CommandRetryException>(() => side.Order(id).SendAsync(SampleOrders.Amend(2), command));
        side.Faults.Open(FaultPoint.BeforeCommit);
        await Task.WhenAll(held, queued);

        Assert.Equal(2, (await side.Order(id).RetryAsync(SampleOrders.Amend(2), command)).Version);
        Assert.Equal(reads, side.Faults.Reached(FaultPoint.BeforeRead));
    }

    [Fact]
    public async Task The_supervisor_wakes_every_partition_and_claims_again_after_a_failure()
    {
        await using var side = await FaultyWriteSide.StartAsync();
        var supervisor = side.Cluster.Service<PartitionSupervisor>();
        await Wait.UntilAsync("all partitions are awake", () => supervisor.Health.All(health => health is not null));
        var epochs = supervisor.Health.Select(health => health?.Epoch).ToArray();

        side.Faults.Once(FaultPoint.BeforeCommit, FaultAction.Fail);
        await Assert.ThrowsAsync<CommandRetryException>(() => side.Order(SampleOrders.NewId()).SendAsync(SampleOrders.Place()));

        await Wait.UntilAsync("one partition was claimed again without a command", () =>
            supervisor.Health.Zip(epochs).Count(pair => pair.First?.Epoch == pair.Second + 1) == 1 && supervisor.Health.All(health => health is not null));
    }

    [Fact]
    public async Task With_the_journal_away_callers_are_told_to_come_again_and_are_answered_when_it_is_back()
    {
        await using var side = await FaultyWriteSide.StartAsync();
        var id = SampleOrders.NewId();
        await side.Order(id).SendAsync(SampleOrders.Place());
        foreach (var point in new[] { FaultPoint.BeforeCommit, FaultPoint.BeforeClaim, FaultPoint.BeforeRead }) side.Faults.Always(point, FaultAction.Fail);
        var command = CommandId.New(TimeProvider.System);

        for (var attempt = 0; attempt < 3; attempt++)
            await Assert.ThrowsAsync<CommandRetryException>(() => side.Order(id).SendAsync(SampleOrders.Amend(2), command));
        foreach (var point in new[] { FaultPoint.BeforeCommit, FaultPoint.BeforeClaim, FaultPoint.BeforeRead }) side.Faults.Open(point);

        Assert.Equal(2, (await side.Order(id).RetryAsync(SampleOrders.Amend(2), command)).Version);
    }

    [Fact]
    public async Task A_partition_that_does_not_exist_cannot_be_woken()
    {
        await using var side = await FaultyWriteSide.StartAsync();

        await Assert.ThrowsAnyAsync<Exception>(() =>
            side.Cluster.Grains.GetGrain<IPartitionGrain>(99).PingAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_malformed_hand_over_is_turned_away_and_its_neighbours_are_committed()
    {
        await using var side = await FaultyWriteSide.StartAsync();
        var id = SampleOrders.NewId();
        await side.Order(id).SendAsync(SampleOrders.Place());
        var partition = side.Journal.Partitioning.PartitionOf(id.PartitionKey);
        var committer = side.Cluster.Service<LocalPartitions>().Find(partition);
        Assert.NotNull(committer);
        var before = side.Faults.Reached(FaultPoint.BeforeCommit);
        side.Faults.Close(FaultPoint.BeforeCommit);
        var first = side.Order(id).SendAsync(SampleOrders.Amend(2));
        await side.CommitReachedAsync(1, before);

        var context = Calls.Envelope(SampleOrders.Place()).Context;
        var malformed = committer.AppendAsync([new(id.PartitionKey, id.Aggregate, 0, context, [new("order-confirmed", 1, "no json"u8.ToArray())])]);
        var neighbour = SampleOrders.NewId(id.Customer);
        var wellFormed = committer.AppendAsync([new(neighbour.PartitionKey, neighbour.Aggregate, 0, context, [new("order-confirmed", 1, "{}"u8.ToArray())])]);
        side.Faults.Open(FaultPoint.BeforeCommit);

        Assert.IsType<AppendReply.TurnedAway>(await malformed);
        Assert.IsType<AppendReply.Committed>(await wellFormed);
        Assert.Equal(2, (await first).Version);
    }

    [Fact]
    public async Task A_failure_while_the_neighbours_of_a_malformed_hand_over_are_committed_leaves_nobody_without_a_reply()
    {
        await using var side = await FaultyWriteSide.StartAsync();
        var id = SampleOrders.NewId();
        await side.Order(id).SendAsync(SampleOrders.Place());
        var committer = side.Cluster.Service<LocalPartitions>().Find(side.Journal.Partitioning.PartitionOf(id.PartitionKey));
        Assert.NotNull(committer);
        var before = side.Faults.Reached(FaultPoint.BeforeCommit);
        side.Faults.Close(FaultPoint.BeforeCommit);
        var first = side.Order(id).SendAsync(SampleOrders.Amend(2));
        await side.CommitReachedAsync(1, before);

        var context = Calls.Envelope(SampleOrders.Place()).Context;
        var handovers = new[] { "no json", "{}", "{}" }.Select(body =>
        {
            var neighbour = SampleOrders.NewId(id.Customer);
            return committer.AppendAsync([new(neighbour.PartitionKey, neighbour.Aggregate, 0, context, [new("order-confirmed", 1, Encoding.UTF8.GetBytes(body))])]);
        }).ToArray();

        // The one that is held, the three together, the malformed one alone; then the next one's commit fails.
        for (var count = 0; count < 3; count++) side.Faults.Once(FaultPoint.BeforeCommit, FaultAction.Continue);
        side.Faults.Once(FaultPoint.BeforeCommit, FaultAction.Fail);
        side.Faults.Release(FaultPoint.BeforeCommit);

        Assert.Equal(2, (await first).Version);
        var replies = await Task.WhenAll(handovers).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Collection(replies,
            reply => Assert.IsType<AppendReply.TurnedAway>(reply),
            reply => Assert.IsType<AppendReply.Unknown>(reply),
            reply => Assert.IsType<AppendReply.Unknown>(reply));
    }
}
