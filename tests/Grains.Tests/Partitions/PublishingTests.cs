using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Faults;

namespace CommandProcessor.Grains.Tests.Partitions;

public sealed class PublishingTests
{
    [Fact]
    public async Task A_placed_order_is_heard_on_the_stream_of_its_customer_and_the_watermark_is_stored()
    {
        await using var store = await TestJournal.CreateSqliteAsync(TestContext.Current.CancellationToken);
        await using var cluster = await WriteSideCluster.StartAsync(new(store.Journal));
        var id = SampleOrders.NewId();

        var outcome = await cluster.Order(id).SendAsync(SampleOrders.Place());

        Assert.Equal(1, Assert.IsType<CommandOutcome.Accepted>(outcome).Version);
        await Wait.UntilAsync("the listener heard the event", () => ListenerGrain.HeardBy(id.Customer).Count == 1);
        await Wait.UntilAsync("the watermark is stored", async () =>
            (await store.Journal.GetStateAsync(outcome.Position.Partition, TestContext.Current.CancellationToken)).Published == 1);
    }

    [Fact]
    public async Task Events_are_published_in_the_order_of_their_positions()
    {
        await using var side = await FaultyWriteSide.StartAsync(Small);

        await PlaceManyAsync(side, 100);

        await PublishedAsync(side);
        Assert.All(Partitions(side), partition => Assert.Equal(
            side.Road.Of(partition).Select(item => item.Position), Enumerable.Range(1, side.Road.Of(partition).Count).Select(position => (long)position)));
    }

    [Fact]
    public async Task With_the_road_away_commands_go_on_and_everything_flows_in_order_when_it_is_back()
    {
        await using var side = await FaultyWriteSide.StartAsync(Small);
        side.Faults.Always(FaultPoint.BeforePublish, FaultAction.Fail);

        await PlaceManyAsync(side, 200);
        await Wait.UntilAsync("the partitions tell why they are behind", () =>
            side.Cluster.Service<PartitionSupervisor>().Health.All(health => health is { RoadFailure: not null } && health.Behind() > 0));
        side.Faults.Open(FaultPoint.BeforePublish);

        await PublishedAsync(side);
        Assert.Empty(await CommandOracle.FindPublishingMistakesAsync(side.Journal, side.Road, TestContext.Current.CancellationToken));
        await Wait.UntilAsync("the partitions are well again", () =>
            side.Cluster.Service<PartitionSupervisor>().Health.All(health => health is { RoadFailure: null } && health.Behind() == 0));
    }

    [Fact]
    public async Task A_failure_after_the_road_took_a_batch_brings_doubles_and_no_disorder()
    {
        await using var side = await FaultyWriteSide.StartAsync(Small);
        for (var count = 0; count < 10; count++) side.Faults.Once(FaultPoint.AfterPublish, FaultAction.Fail);

        await PlaceManyAsync(side, 200);

        await PublishedAsync(side);
        Assert.Empty(await CommandOracle.FindPublishingMistakesAsync(side.Journal, side.Road, TestContext.Current.CancellationToken));
        Assert.True(Partitions(side).Sum(partition => side.Road.Of(partition).Count) > 200);
    }

    [Fact]
    public async Task The_next_claim_publishes_what_the_last_one_did_not()
    {
        await using var side = await FaultyWriteSide.StartAsync(Small);
        side.Faults.Always(FaultPoint.BeforePublish, FaultAction.Fail);
        await PlaceManyAsync(side, 50);
        foreach (var partition in Partitions(side)) await side.Journal.ClaimAsync(partition, "somebody else", TestContext.Current.CancellationToken);

        side.Faults.Open(FaultPoint.BeforePublish);
        await PlaceManyAsync(side, 50);

        await PublishedAsync(side);
        Assert.Empty(await CommandOracle.FindPublishingMistakesAsync(side.Journal, side.Road, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_road_that_does_not_answer_does_not_hold_up_the_next_claim()
    {
        await using var side = await FaultyWriteSide.StartAsync(Small);
        side.Faults.Close(FaultPoint.AfterPublish);
        var id = SampleOrders.NewId();
        var placed = await side.Order(id).SendAsync(SampleOrders.Place());
        await Wait.UntilAsync("the road has the event and says nothing", () => side.Faults.Reached(FaultPoint.AfterPublish) == 1);
        await side.Journal.ClaimAsync(placed.Position.Partition, "somebody else", TestContext.Current.CancellationToken);

        var confirmed = side.Order(id).RetryAsync(new OrderCommand.ConfirmOrder(), CommandId.New(TimeProvider.System));

        Assert.Equal(2, (await confirmed.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Version);
    }

    [Fact]
    public async Task An_orderly_end_stores_the_watermark_so_that_nothing_is_published_twice()
    {
        await using var store = await TestJournal.CreateSqliteAsync(TestContext.Current.CancellationToken);
        var road = new PublishedLog(new ScriptedFaults());
        var setup = new WriteSideSetup(store.Journal) { Road = road, Partitions = options => options.PublishedSaveDelayMs = 60_000 };
        await using (var first = await WriteSideCluster.StartAsync(setup)) await PlaceAsync(first, 40);

        await using (var second = await WriteSideCluster.StartAsync(setup)) await PlaceAsync(second, 40);

        Assert.Equal(80, Enumerable.Range(0, TestJournal.PartitionCountDefault).Sum(partition => road.Of(partition).Count));
        Assert.Empty(await CommandOracle.FindPublishingMistakesAsync(store.Journal, road, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Publishing_can_be_left_to_others()
    {
        await using var side = await FaultyWriteSide.StartAsync(setup => setup with { Partitions = options => options.PublishingEnabled = false });

        await PlaceManyAsync(side, 20);

        Assert.All(Partitions(side), partition => Assert.Empty(side.Road.Of(partition)));
    }

    private static WriteSideSetup Small(WriteSideSetup setup) => setup with
    {
        Partitions = options =>
        {
            options.BatchEventCountMax = 8;
            options.PublishBatchEventCountMax = 5;
            options.PublishBufferEventCountMax = 10;
            options.PublishedSaveDelayMs = 60_000;
        },
    };

    private static IEnumerable<int> Partitions(FaultyWriteSide side) => Enumerable.Range(0, side.Journal.Partitioning.PartitionCount);

    private static Task<CommandOutcome[]> PlaceManyAsync(FaultyWriteSide side, int count) => PlaceAsync(side.Cluster, count);

    private static Task<CommandOutcome[]> PlaceAsync(WriteSideCluster cluster, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
        cluster.Order(SampleOrders.NewId()).RetryAsync(SampleOrders.Place(), CommandId.New(TimeProvider.System))));

    private static async Task PublishedAsync(FaultyWriteSide side)
    {
        foreach (var partition in Partitions(side))
        {
            await Wait.UntilAsync($"all of partition {partition} is published", async () =>
            {
                var state = await side.Journal.GetStateAsync(partition, TestContext.Current.CancellationToken);
                var sent = side.Road.Of(partition);
                return state.Head == 0 || (sent.Count > 0 && sent.Max(item => item.Position) == state.Head);
            });
        }
    }
}
