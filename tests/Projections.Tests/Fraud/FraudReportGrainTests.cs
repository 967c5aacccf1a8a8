using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Tests.Fraud;

/// <summary>The whole way: events on the road, a grain for each partition, and one that merges.</summary>
public sealed class FraudReportGrainTests(ProjectionCluster cluster) : IClassFixture<ProjectionCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IFraudReportGrain Grain => cluster.Grains.GetGrain<IFraudReportGrain>(0);

    [Fact]
    public async Task Alerts_of_all_partitions_are_shown_until_somebody_has_looked_into_them()
    {
        var doings = new Doings(cluster.Journal);
        string[] customers = [.. Enumerable.Range(0, 30).Select(_ => Sample.NewCustomer())];
        List<RecordedEvent> written = [.. customers.Select((customer, at) => doings.Order(customer, 1_000 + at, minute: at))];
        await cluster.PublishAsync(written);

        var report = await Grain.GetReportAsync(new(CountMax: 10), written.AtLeastAll(), Token);
        var worst = report.Open[0];
        Assert.Equal(customers[^1], worst.Id.Customer);
        Assert.Equal((10, 30, 30, 30), (report.Open.Length, report.OpenCount, report.Totals[0].Raised, report.Freshness.EventCount));
        Assert.Equal(worst.Reason, (await Grain.GetOpenAlertAsync(worst.Id, written.AtLeastAll(), Token))?.Reason);

        written.Add(doings.Acknowledge(worst.Id, FraudVerdict.Genuine)); // The road has not brought it: the view reads it from the journal.
        report = await Grain.GetReportAsync(new(CountMax: 10), written.AtLeastAll(), Token);
        Assert.Equal((29, 1), (report.OpenCount, report.Totals[0].Genuine));
        Assert.Null(await Grain.GetOpenAlertAsync(worst.Id, written.AtLeastAll(), Token));

        List<FraudAlert> all = [];
        var request = new FraudAlertPageRequest(PageSize: 7);
        do
        {
            var page = await Grain.GetAlertsAsync(request, written.AtLeastAll(), Token);
            all.AddRange(page.Alerts);
            request = request with { After = page.Next };
        }
        while (request.After is not null);

        Assert.Equal(customers.Reverse(), all.Select(alert => alert.Id.Customer));
        Assert.Equal((FraudAlertStatus.Acknowledged, "Eve"), (all[0].Status, all[0].Acknowledgement?.By));
        Assert.All(all.Skip(1), alert => Assert.Equal(FraudAlertStatus.Open, alert.Status));
        Assert.Equal(30, (await Grain.GetAlertsAsync(new(FraudRule.LargeFirstOrder, PageSize: 500), written.AtLeastAll(), Token)).Alerts.Length);
        Assert.Empty((await Grain.GetAlertsAsync(new(FraudRule.Velocity), written.AtLeastAll(), Token)).Alerts);
    }

    [Fact]
    public async Task A_request_beyond_its_limits_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetReportAsync(new(CountMax: 501), AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetReportAsync(new(ScoreMin: 101), AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetReportAsync(new(Rule: (FraudRule)9), AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetReportAsync(new(Customer: "a/b"), AtLeastAll.Anything, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Grain.GetReportAsync(new(), new([new(99, 1)]), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetAlertsAsync(new(PageSize: 0), AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetAlertsAsync(new(After: "nonsense"), AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetAlertsAsync(new(From: Sample.Day, Until: Sample.Day), AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetOpenAlertAsync(default, AtLeastAll.Anything, Token));
    }
}
