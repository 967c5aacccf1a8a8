using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace CommandProcessor.Projections.Tests.Partitions;

/// <summary>Watches a view over everybody.</summary>
public sealed class WatchAllTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_view_over_everybody_is_shown_again_when_any_partition_has_moved()
    {
        await using var silos = await StartAsync(siloCount: 1);
        var first = await WatchAsync(silos, after: null);

        var waiting = UntilChangedAsync(silos, first.Token);
        Append(silos, Sample.NewCustomer());
        var second = await waiting;
        foreach (var _ in Enumerable.Range(0, 20)) Append(silos, Sample.NewCustomer()); // In several partitions.
        var last = second;
        while (last.Value < 21) last = await UntilChangedAsync(silos, last.Token);

        Assert.Equal((true, 0), (first.IsChanged, first.Value));
        Assert.Equal(1, second.Value);
        Assert.Equal(21, last.Value);
        Assert.Equal(21, last.Token.Positions.Sum(position => position.Position));
    }

    [Fact]
    public async Task What_is_the_same_for_the_watcher_is_not_shown()
    {
        await using var silos = await StartAsync(siloCount: 1);
        var first = await WatchAsync(silos, after: null, unit: 10);

        foreach (var _ in Enumerable.Range(0, 9)) Append(silos, Sample.NewCustomer());
        await Eventually.HoldsAsync("all nine are counted", async () => await Tally(silos).CountAsync(AtLeastAll.Anything, Token) == 9);
        var same = await WatchAsync(silos, first.Token, unit: 10);
        Append(silos, Sample.NewCustomer());
        var changed = await UntilChangedAsync(silos, same.Token, unit: 10);

        Assert.False(same.IsChanged);
        Assert.Equal(10, changed.Value);
    }

    [Fact]
    public async Task Another_silo_goes_on_where_a_killed_one_was()
    {
        await using var silos = await StartAsync(siloCount: 2);
        foreach (var _ in Enumerable.Range(0, 10)) Append(silos, Sample.NewCustomer());
        var seen = await WatchAsync(silos, after: null);
        while (seen.Value < 10) seen = await UntilChangedAsync(silos, seen.Token);

        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[1], Token);
        foreach (var _ in Enumerable.Range(0, 10)) Append(silos, Sample.NewCustomer());
        List<long> counts = [seen.Value];
        while (counts[^1] < 20)
        {
            seen = await UntilChangedAsync(silos, seen.Token);
            counts.Add(seen.Value);
        }

        Assert.Equal(counts.Order(), counts);
        Assert.Equal(counts.Distinct(), counts);
    }

    [Fact]
    public async Task More_watchers_than_allowed_are_refused_and_one_that_went_away_leaves_its_place()
    {
        await using var silos = await SeveralSilos.StartAsync(1, options => (options.WatchersOfOneMax, options.WatchWaitMaxMs) = (1, 3_000));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var first = await WatchAsync(silos, after: null);
        var waiting = Tally(silos).WatchAsync(1, new(first.Token, AtLeastAll.Anything, TimeSpan.FromMinutes(1)), leaving.Token);

        var places = silos.Cluster.Silos[0].ServiceProvider.GetRequiredService<ProjectionServices>().Watches;
        await Eventually.HoldsAsync("the first waits", () => Task.FromResult(places.Taken == 1));

        var refused = await Assert.ThrowsAsync<QueryRetryException>(() => WatchAsync(silos, after: null));

        Assert.Contains("ProjectionOptions.WatchersOfOneMax", refused.Message, StringComparison.Ordinal);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Eventually.HoldsAsync("the place is free", () => Task.FromResult(places.Taken == 0));
        Assert.True((await WatchAsync(silos, after: null)).IsChanged);
    }

    private static Task<SeveralSilos> StartAsync(int siloCount) => SeveralSilos.StartAsync(siloCount, options =>
    {
        options.WatchPeriodMs = 20;
        options.WatchWaitMaxMs = 300;
        options.FeedLookPeriodMs = 20;
        options.ViewPingIntervalMs = 200;
    });

    private static ITallyGrain Tally(SeveralSilos silos) => silos.Grains.GetGrain<ITallyGrain>(0);

    private static Task<WatchAnswer<long>> WatchAsync(SeveralSilos silos, WatchToken? after, int unit = 1) =>
        Tally(silos).WatchAsync(unit, new(after, AtLeastAll.Anything, TimeSpan.FromMinutes(1)), Token);

    /// <summary>As a client does: asks again until something has changed.</summary>
    private static async Task<WatchAnswer<long>> UntilChangedAsync(SeveralSilos silos, WatchToken after, int unit = 1)
    {
        while (true)
        {
            try
            {
                var answer = await WatchAsync(silos, after, unit).WaitAsync(TimeSpan.FromSeconds(5), Token);
                if (answer.IsChanged) return answer;
                after = answer.Token;
            }
            catch (Exception exception) when (exception is QueryRetryException or OrleansException or TimeoutException)
            {
                await Task.Delay(20, Token);
            }
        }
    }

    private static void Append(SeveralSilos silos, string customer) => silos.Journal.Append(new OrderId(customer, "1"), Sample.Placed());
}
