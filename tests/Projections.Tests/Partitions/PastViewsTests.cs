using System.Collections.Immutable;
using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Projections.Accounting;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommandProcessor.Projections.Tests.Partitions;

/// <summary>What views over everybody were, out of the journal alone.</summary>
public sealed class PastViewsTests(ProjectionCluster cluster) : IClassFixture<ProjectionCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_view_is_what_the_events_up_to_then_come_to()
    {
        var written = cluster.Journal.Append(new Trade(seed: 20261101).Run(40));
        var then = await HeadsAsync(cluster.Journal);
        var accounting = cluster.Grains.GetGrain<IAccountingGrain>(0);
        var analytics = cluster.Grains.GetGrain<IAnalyticsGrain>(0);
        var fraud = cluster.Grains.GetGrain<IFraudReportGrain>(0);
        var atLeast = new AtLeastAll(then, TimeSpan.FromSeconds(20));
        var (balance, overview, report) = (
            await accounting.GetTrialBalanceAsync(atEndOf: null, atLeast, Token),
            await analytics.GetOverviewAsync(atLeast, Token),
            await fraud.GetReportAsync(new(), atLeast, Token));
        var sku = written.First(recorded => recorded.Aggregate.Kind == "stock").Aggregate.GrainKey;
        var together = await cluster.Grains.GetGrain<IRecommendationsGrain>(0).GetByProductAsync(sku, 10, atLeast, Token);

        cluster.Journal.Append(new Trade(seed: 20261102).Run(20));
        var asOf = new AsOfAll.Positions(then);

        AssertSame(balance, await accounting.GetTrialBalanceAsOfAsync(asOf, Token));
        AssertSame(overview, await analytics.GetOverviewAsOfAsync(asOf, Token));
        AssertSame(report, await fraud.GetReportAsOfAsync(new(), asOf, Token));
        AssertSame(together, await cluster.Grains.GetGrain<IRecommendationsGrain>(0).GetByProductAsOfAsync(sku, 10, asOf, Token));
        Assert.Empty((await accounting.GetTrialBalanceAsOfAsync(new AsOfAll.Time(DateTimeOffset.UnixEpoch), Token)).Lines);
    }

    [Fact]
    public async Task A_point_beyond_the_journal_or_after_too_many_events_is_refused()
    {
        var journal = new MemoryJournal();
        journal.Append(new Trade(seed: 20261103).Run(5));
        var heads = await HeadsAsync(journal);
        using var views = new PastViews(journal, Options.Create(new ProjectionOptions { AsOfAllEventsMax = 3 }), cluster.Services);

        Assert.Contains("the journal ends at 0@", await RefusedAsync(views, new AsOfAll.Positions([new(0, 1_000_000)])), StringComparison.Ordinal);
        Assert.Contains("ProjectionOptions.AsOfAllEventsMax", await RefusedAsync(views, new AsOfAll.Positions(heads)), StringComparison.Ordinal);
        Assert.Contains("more than 3 events", await RefusedAsync(views, new AsOfAll.Time(DateTimeOffset.MaxValue)), StringComparison.Ordinal);
        Assert.Contains("99", await RefusedAsync(views, new AsOfAll.Positions([new(99, 1)])), StringComparison.Ordinal);
        Assert.Contains("named twice", await RefusedAsync(views, new AsOfAll.Positions([new(0, 1), new(0, 2)])), StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(PastViews views, AsOfAll asOf) =>
        (await Assert.ThrowsAnyAsync<ArgumentException>(() => views.GetTrialBalanceAsync(asOf, Token))).Message;

    private static async Task<ImmutableArray<CommitPosition>> HeadsAsync(MemoryJournal journal)
    {
        var states = await Task.WhenAll(Enumerable.Range(0, journal.Partitioning.PartitionCount).Select(partition => journal.GetStateAsync(partition, Token)));
        return [.. states.Select(state => new CommitPosition(state.Partition, state.Head))];
    }

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
