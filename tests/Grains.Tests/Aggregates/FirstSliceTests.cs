using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing;

namespace CommandProcessor.Grains.Tests.Aggregates;

public sealed class FirstSliceTests
{
    [Fact]
    public async Task A_placed_order_is_durable_and_heard_on_the_stream_of_its_customer()
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
}
