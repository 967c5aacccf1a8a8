using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Topology;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing;
using CommandProcessor.Testing.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace CommandProcessor.Grains.Tests.Placement;

public sealed class PlacementTests
{
    [Fact]
    public async Task Partitions_are_spread_over_the_silos_and_aggregates_stand_beside_theirs()
    {
        await using var store = await TestJournal.CreateSqliteAsync(TestContext.Current.CancellationToken);
        await using var cluster = await WriteSideCluster.StartAsync(new(store.Journal) { SiloCount = 2 });
        await SpreadAsync(cluster, siloCount: 2);

        for (var count = 0; count < 20; count++)
        {
            var id = SampleOrders.NewId();
            Assert.IsType<CommandOutcome.Accepted>(await cluster.Order(id).SendAsync(SampleOrders.Place()));
            Assert.True(StandTogether(cluster, store, id), $"{id} is not in the silo of its partition.");
        }
    }

    [Fact]
    public async Task A_killed_silo_loses_nothing_that_was_answered()
    {
        await using var store = await TestJournal.CreateSqliteAsync(TestContext.Current.CancellationToken);
        var road = new PublishedLog(new ScriptedFaults());
        await using var cluster = await WriteSideCluster.StartAsync(new(store.Journal) { SiloCount = 2, Road = road });
        await SpreadAsync(cluster, siloCount: 2);
        var oracle = new CommandOracle();
        var ids = Enumerable.Range(0, 40).Select(_ => SampleOrders.NewId()).ToArray();

        var placing = ids.Select(id => PlaceAsync(cluster, oracle, id)).ToArray();
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos[1], TestContext.Current.CancellationToken);
        await Task.WhenAll(placing);

        Assert.Equal(ids.Length, oracle.AnsweredCount);
        Assert.Empty(await oracle.FindMistakesAsync(store.Journal, TestContext.Current.CancellationToken));
        await Wait.UntilAsync("everything is published", async () =>
            (await CommandOracle.FindPublishingMistakesAsync(store.Journal, road, TestContext.Current.CancellationToken)).Count == 0);
    }

    [Fact]
    public async Task A_silo_that_joins_gets_its_share_of_partitions()
    {
        await using var store = await TestJournal.CreateSqliteAsync(TestContext.Current.CancellationToken);
        await using var cluster = await WriteSideCluster.StartAsync(new(store.Journal));
        await SpreadAsync(cluster, siloCount: 1);

        await cluster.Cluster.StartAdditionalSiloAsync();

        await SpreadAsync(cluster, siloCount: 2);
        Assert.IsType<CommandOutcome.Accepted>(
            await cluster.Order(SampleOrders.NewId()).RetryAsync(SampleOrders.Place(), CommandId.New(TimeProvider.System)));
    }

    [Fact]
    public async Task Callers_are_told_how_the_journal_is_cut()
    {
        await using var side = await FaultyWriteSide.StartAsync();

        var partitioning = await side.Cluster.Grains.GetGrain<ITopologyGrain>(0).GetPartitioningAsync(TestContext.Current.CancellationToken);

        Assert.Equal(side.Journal.Partitioning, partitioning);
    }

    private static Task SpreadAsync(WriteSideCluster cluster, int siloCount)
    {
        var health = cluster.Service<PartitionSupervisor>().Health;
        return Wait.UntilAsync(
            $"every partition runs, on {siloCount} silos evenly",
            () => health.All(item => item is not null) && health.GroupBy(item => item?.Silo).Count() == siloCount
                && health.GroupBy(item => item?.Silo).All(group => group.Count() == health.Count / siloCount),
            found: () => string.Join("; ", health));
    }

    private static bool StandTogether(WriteSideCluster cluster, TestJournal store, OrderId id)
    {
        var partition = store.Journal.Partitioning.PartitionOf(id.PartitionKey);
        var silo = cluster.Cluster.Silos.Single(silo => silo.SiloHost.Services.GetRequiredService<LocalPartitions>().Find(partition) is not null);
        return cluster.Cluster.TryGetGrainContext(cluster.Order(id).GetGrainId(), out var context) && context.Address.SiloAddress?.Equals(silo.SiloAddress) == true;
    }

    private static async Task PlaceAsync(WriteSideCluster cluster, CommandOracle oracle, OrderId id)
    {
        var command = CommandId.New(TimeProvider.System);
        oracle.Sending(id.Aggregate, command, mustHaveEvents: true);
        var outcome = await cluster.Order(id).RetryAnythingAsync(SampleOrders.Place(), command);
        Assert.Null(oracle.Answered(command, outcome));
    }
}
