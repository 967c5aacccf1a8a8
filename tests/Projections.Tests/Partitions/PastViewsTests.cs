using System.Collections.Immutable;
using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Grains.Interfaces.Search;
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
        var recommendations = cluster.Grains.GetGrain<IRecommendationsGrain>(0);
        var products = cluster.Grains.GetGrain<IProductSearchGrain>(0);
        var together = await recommendations.GetByProductAsync(sku, 10, atLeast, Token);

        var (day, search) = (DateOnly.FromDateTime(Sample.Day.AddDays(3).UtcDateTime), new ProductSearchRequest { Text = "prod", PageSize = 5, Sort = ProductSort.Dearest });
        var atEndOfDay = await accounting.GetTrialBalanceAsync(day, atLeast, Token);
        var customer = written.First(recorded => recorded.Type == "order-placed").Key.Name;
        var alert = report.Open[0];
        Dictionary<RankingRequest, SalesRanking> rankings = [];
        foreach (var of in Enum.GetValues<SalesSubject>()) rankings[new(of, "GBP", 3)] = await analytics.GetRankingAsync(new(of, "GBP", 3), atLeast, Token);
        var likes = await recommendations.GetByCustomerAsync(customer, 10, atLeast, Token);
        var found = await products.SearchAsync(search, atLeast, Token);
        var journal = await PagesAsync(after => accounting.GetJournalAsync(new(PageSize: 50, After: after, Until: Sample.Day.AddDays(4)), atLeast, Token), page => (page.Entries, page.Next));
        var alerts = await PagesAsync(after => fraud.GetAlertsAsync(new(PageSize: 1, After: after), atLeast, Token), page => (page.Alerts, page.Next));

        cluster.Journal.Append(new Trade(seed: 20261102).Run(20));
        var asOf = new AsOfAll.Positions(then);

        AssertSame(atEndOfDay, await accounting.GetTrialBalanceAsOfAsync(day, asOf, Token));
        foreach (var (request, ranking) in rankings) AssertSame(ranking, await analytics.GetRankingAsOfAsync(request, asOf, Token));
        AssertSame(likes, await recommendations.GetByCustomerAsOfAsync(customer, 10, asOf, Token));
        AssertSame(found, await products.SearchAsOfAsync(search, asOf, Token));
        AssertSame(alert, await fraud.GetOpenAlertAsOfAsync(alert.Id, asOf, Token));
        AssertSame(journal, await PagesAsync(
            after => accounting.GetJournalAsOfAsync(new(PageSize: 50, After: after, Until: Sample.Day.AddDays(4)), asOf, Token), page => (page.Entries, page.Next)));
        AssertSame(alerts, await PagesAsync(after => fraud.GetAlertsAsOfAsync(new(PageSize: 1, After: after), asOf, Token), page => (page.Alerts, page.Next)));
        Assert.True(journal.Count > 50 && alerts.Count > 1 && found.Products.Length == 5 && likes.Products.Length > 0, $"The history is too poor to compare: {journal.Count} entries, {alerts.Count} alerts, {found.Products.Length} products, {likes.Products.Length} likes.");

        AssertSame(balance, await accounting.GetTrialBalanceAsOfAsync(atEndOf: null, asOf, Token));
        AssertSame(overview, await analytics.GetOverviewAsOfAsync(asOf, Token));
        AssertSame(report, await fraud.GetReportAsOfAsync(new(), asOf, Token));
        AssertSame(together, await recommendations.GetByProductAsOfAsync(sku, 10, asOf, Token));
        Assert.Empty((await accounting.GetTrialBalanceAsOfAsync(atEndOf: null, new AsOfAll.Time(DateTimeOffset.UnixEpoch), Token)).Lines);
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

    /// <summary>All pages, one after the other.</summary>
    private static async Task<List<TEntry>> PagesAsync<TPage, TEntry>(Func<string?, Task<TPage>> ask, Func<TPage, (ImmutableArray<TEntry> Entries, string? Next)> read)
    {
        List<TEntry> all = [];
        for (string? after = null; ;)
        {
            var (entries, next) = read(await ask(after));
            all.AddRange(entries);
            if (next is null) return all;
            after = next;
        }
    }

    private static async Task<string> RefusedAsync(PastViews views, AsOfAll asOf) =>
        (await Assert.ThrowsAnyAsync<ArgumentException>(() => views.GetTrialBalanceAsync(atEndOf: null, asOf, Token))).Message;

    private static async Task<ImmutableArray<CommitPosition>> HeadsAsync(MemoryJournal journal)
    {
        var states = await Task.WhenAll(Enumerable.Range(0, journal.Partitioning.PartitionCount).Select(partition => journal.GetStateAsync(partition, Token)));
        return [.. states.Select(state => new CommitPosition(state.Partition, state.Head))];
    }

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
