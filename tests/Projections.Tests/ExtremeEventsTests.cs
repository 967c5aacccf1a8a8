using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Accounting;
using CommandProcessor.Projections.Analytics;
using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Recommendations;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Search;
using CsCheck;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommandProcessor.Projections.Tests;

/// <summary>No event that may be written parks a read model, however extreme its times and amounts; nor can an answer about them fail.</summary>
public sealed class ExtremeEventsTests
{
    private const int Iterations = 12;

    [Fact]
    public void Every_view_folds_whatever_is_lawful() => Holds(events =>
    {
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddProjections()
            .RemoveAll<IModelSink<ProductSearchModel>>().BuildServiceProvider(); // Of folds, not of what goes beside them.
        foreach (var view in services.GetServices<ProjectionDescription>())
        {
            var fold = view.NewFold(0, 1);
            foreach (var recorded in Numbered(events)) fold.Fold(recorded);
            foreach (var key in fold.Keys.ToList())
            {
                Assert.True(fold.TryTake(key, out var fresh));
                Assert.True(fresh.ParkedPosition is null, $"{view.Name} waits at {Numbered(events)[(int)(fresh.ParkedPosition ?? 1) - 1]}.");
            }
        }
    });

    [Fact]
    public void An_order_of_the_first_moment_of_all_is_no_fraud()
    {
        var journal = new MemoryJournal(1);
        var order = new OrderId("ada", "1");
        var recorded = journal.Append(order, Sample.Placed() with { OrderedAt = default });
        var projection = new FraudProjection(new());
        var model = projection.NewModel();

        projection.Apply(model, recorded);

        Assert.Equal(0, model.Open.Count);
        Assert.Single(model.Customers.Rows["ada"].Attempts);
    }

    [Fact]
    public void The_books_can_be_asked_for_any_day_and_period() => Holds(events =>
    {
        var models = PartitionFolds.Fold(new AccountingProjection(), events, 3);
        foreach (var day in (DateOnly[])[DateOnly.MinValue, new(4, 2, 29), new(2026, 3, 1), new(2026, 3, 31), DateOnly.MaxValue])
        {
            foreach (var by in Enum.GetValues<IncomePeriod>())
            {
                var request = new IncomeRequest(by, day, day);
                Assert.Null(request.Mistake());
                AccountingAnswers.MergeIncome([.. models.Select(model => AccountingAnswers.IncomeOf(model, request))], request, ViewFreshness.None);
            }

            if (day.Day == DateTime.DaysInMonth(day.Year, day.Month)) // Other days may be forgotten, which is told.
                Assert.True(AccountingAnswers.MergeTotals([.. models.Select(model => AccountingAnswers.TotalsOf(model, day))], day, ViewFreshness.None).IsBalanced());
        }

        Assert.True(AccountingAnswers.MergeTotals([.. models.Select(model => AccountingAnswers.TotalsOf(model))], null, ViewFreshness.None).IsBalanced());
    });

    [Fact]
    public void The_dashboard_can_be_asked_for_everything() => Holds(events =>
    {
        var models = PartitionFolds.Fold(new AnalyticsProjection(), events, 3);
        foreach (var by in Enum.GetValues<SalesUnit>())
        {
            var request = new SalesRequest(by, AnalyticsLimits.CountMaxOf(by));
            Assert.NotEmpty(AnalyticsAnswers.Merge([.. models.Select(model => AnalyticsAnswers.SeriesOf(model, request))], request, ViewFreshness.None).Points);
        }

        foreach (var of in Enum.GetValues<SalesSubject>())
        {
            var request = new RankingRequest(of, "KWD", RankingRequest.CountLimit);
            AnalyticsAnswers.Merge([.. models.Select(model => AnalyticsAnswers.RankingOf(model, request))], request, ViewFreshness.None);
        }

        Assert.NotEmpty(AnalyticsAnswers.Merge([.. models.Select(AnalyticsAnswers.OverviewOf)], ViewFreshness.None).Funnel);
    });

    [Fact]
    public void Recommendations_are_shares_that_can_be_written_down() => Holds(events =>
    {
        var options = new RecommendationOptions { HalfLifeDays = 1 };
        var models = PartitionFolds.Fold(new RecommendationProjection(options), events, 3);
        foreach (var sku in models.SelectMany(model => model.Products.Rows.Keys).Distinct())
        {
            var parts = models.Select(model => model.Products.Find(sku)).OfType<ProductCompany>().ToList();
            var together = Recommender.OfProduct(sku, parts, 10, options.HalfLifeDays, ViewFreshness.None);
            Assert.True(double.IsFinite(together.Weight));
            Assert.All(together.Together, one => Assert.InRange(one.Share, 0, 1.0001));
        }

        foreach (var model in models) Assert.Equal(model.Stored(), new RecommendationProjection(options).Reloaded(model).Stored());
    });

    [Fact]
    public void Reports_of_fraud_have_scores_in_their_bounds() => Holds(events =>
    {
        foreach (var model in PartitionFolds.Fold(new FraudProjection(new()), events, 3))
            Assert.All(FraudReports.Of(model, new(CountMax: FraudReportRequest.AlertCountMax), ViewFreshness.None).Open, alert => Assert.InRange(alert.Score, 1, 100));
    });

    private static void Holds(Action<IReadOnlyList<RecordedEvent>> law) =>
        Gen.Int[0, int.MaxValue - 1].Sample(seed => law(new Trade(seed) { IsExtreme = true, CustomerCount = 6 }.Run(60)), iter: Iterations, threads: 2);

    /// <summary>In one partition, each key's events chained.</summary>
    private static List<RecordedEvent> Numbered(IReadOnlyList<RecordedEvent> events)
    {
        var last = new Dictionary<PartitionKey, long>();
        var numbered = new List<RecordedEvent>();
        foreach (var recorded in events)
        {
            numbered.Add(recorded with { Position = numbered.Count + 1, Previous = last.GetValueOrDefault(recorded.Key) });
            last[recorded.Key] = numbered.Count;
        }

        return numbered;
    }
}
