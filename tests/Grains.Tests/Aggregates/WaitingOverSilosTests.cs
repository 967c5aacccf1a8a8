using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Tests.Fixtures;
using CommandProcessor.Testing;
using Orleans.Runtime;

namespace CommandProcessor.Grains.Tests.Aggregates;

public sealed class WaitingOverSilosTests
{
    private const int OrderCount = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_waits_at_a_silo_that_is_killed_hears_of_the_event_at_another()
    {
        await using var store = await TestJournal.CreateSqliteAsync(Token);
        await using var cluster = await WriteSideCluster.StartAsync(new(store.Journal) { SiloCount = 2 });
        var ids = Enumerable.Range(0, OrderCount).Select(_ => SampleOrders.NewId()).ToArray();
        foreach (var id in ids) await cluster.Order(id).RetryAnythingAsync(SampleOrders.Place(), CommandId.New(TimeProvider.System));
        var waits = ids.Select(id => UntilAfterAsync(cluster.Order(id), 1)).ToArray();

        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos[1], Token);
        foreach (var id in ids) await cluster.Order(id).RetryAnythingAsync(SampleOrders.Amend(7), CommandId.New(TimeProvider.System));

        Assert.All(await Task.WhenAll(waits), view => Assert.Equal(2, view.Version));
    }

    /// <summary>As a client does: asks again until there is something new.</summary>
    private static async Task<OrderStateView> UntilAfterAsync(IOrderGrain order, long version)
    {
        while (true)
        {
            try
            {
                var answer = await order.ReadAfterAsync(version, TimeSpan.FromSeconds(1), Token);
                if (answer.View is { } view && view.Version > version) return view;
            }
            catch (Exception exception) when (exception is QueryRetryException or OrleansException or TimeoutException)
            {
                await Task.Delay(20, Token);
            }
        }
    }
}
