using System.Text.Json;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Analytics;

namespace CommandProcessor.Projections.Tests.Analytics;

/// <summary>The whole way: events on the road, a grain for each partition, and one that merges.</summary>
public sealed class AnalyticsGrainTests(ProjectionCluster cluster) : IClassFixture<ProjectionCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IAnalyticsGrain Grain => cluster.Grains.GetGrain<IAnalyticsGrain>(0);

    [Fact]
    public async Task What_the_grains_say_is_what_the_fold_of_everything_says()
    {
        var written = cluster.Journal.Append(new Trade(seed: 20260301).Run(80));
        await cluster.PublishAsync(written);
        var atLeast = new AtLeastAll([.. written.GroupBy(recorded => recorded.Partition).Select(partition => new CommitPosition(partition.Key, partition.Max(recorded => recorded.Position)))]);
        var whole = PartitionFolds.Fold(new AnalyticsProjection(), written, 1)[0];

        var overview = await Grain.GetOverviewAsync(atLeast, Token);
        AssertSame(AnalyticsAnswers.Merge([AnalyticsAnswers.OverviewOf(whole)], overview.Freshness), overview);
        Assert.Equal((written.Count, 0, 0), (overview.Freshness.EventCount, overview.Freshness.Behind, overview.Freshness.ParkedKeys));
        foreach (var unit in Enum.GetValues<SalesUnit>())
        {
            var request = new SalesRequest(unit, 100);
            var sales = await Grain.GetSalesAsync(request, atLeast, Token);
            AssertSame(AnalyticsAnswers.Merge([AnalyticsAnswers.SeriesOf(whole, request)], request, sales.Freshness), sales);
        }

        foreach (var subject in Enum.GetValues<SalesSubject>())
        {
            var request = new RankingRequest(subject, "EUR", 5);
            var ranking = await Grain.GetRankingAsync(request, atLeast, Token);
            AssertSame(AnalyticsAnswers.Merge([AnalyticsAnswers.RankingOf(whole, request)], request, ranking.Freshness), ranking);
        }
    }

    [Fact]
    public async Task A_request_beyond_its_limits_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetSalesAsync(new(SalesUnit.Day, 0), AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetRankingAsync(new(SalesSubject.Country, "Pounds"), AtLeastAll.Anything, Token));
    }

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
