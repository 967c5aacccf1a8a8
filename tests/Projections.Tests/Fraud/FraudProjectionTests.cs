using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.FraudAlerts;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Fraud;

namespace CommandProcessor.Projections.Tests.Fraud;

public sealed class FraudProjectionTests
{
    private readonly MemoryJournal _journal = new(partitionCount: 1);
    private readonly FraudOptions _options = new();
    private readonly Doings _doings;

    public FraudProjectionTests() => _doings = new(_journal);

    [Fact]
    public async Task Four_orders_in_an_hour_are_nothing_and_five_are_an_alert()
    {
        for (var minute = 0; minute < 4; minute++) _doings.Order("ada", 10, minute);
        Assert.Empty((await ReportAsync()).Open);

        var fifth = _doings.Order("ada", 10, minute: 59);

        var alert = Assert.Single((await ReportAsync()).Open);
        Assert.Equal((FraudRule.Velocity, FraudAlertStatus.Open, 40), (alert.Rule, alert.Status, alert.Score));
        Assert.Equal(new FraudAlertId("ada", "velocity-5"), alert.Id);
        Assert.Equal([1, 2, 3, 4, 5], alert.Evidence.Select(evidence => evidence.Position));
        Assert.Equal(new FraudEvidence(5, fifth.Aggregate.Value, "order-placed", Doings.At(59)), alert.Evidence[^1]);
        Assert.Equal((new CommitPosition(0, 5), Doings.At(59)), (alert.Position, alert.RaisedAt));
    }

    [Fact]
    public async Task Five_orders_in_more_than_an_hour_are_nothing()
    {
        for (var at = 0; at < 5; at++) _doings.Order("ada", 10, minute: at * 16);

        Assert.Empty((await ReportAsync()).Open);
    }

    [Fact]
    public async Task Orders_and_transfers_of_one_customer_count_together_and_of_two_do_not()
    {
        for (var at = 0; at < 3; at++) _doings.Order("ada", 10);
        for (var at = 0; at < 4; at++) _doings.Order("bob", 10);
        _doings.Transfer("ada");
        _doings.Transfer("ada");

        Assert.Equal("ada", Assert.Single((await ReportAsync()).Open).Id.Customer);
    }

    [Fact]
    public async Task A_run_of_orders_is_one_alert_that_grows_by_doubling()
    {
        for (var at = 0; at < 9; at++) _doings.Order("ada", 10);
        Assert.Equal(40, Assert.Single((await ReportAsync()).Open).Score);

        _doings.Order("ada", 10);

        var alert = Assert.Single((await ReportAsync()).Open);
        Assert.Equal((80, 10, "velocity-5"), (alert.Score, alert.Evidence.Length, alert.Id.Number));
        Assert.Equal(1, Assert.Single((await ReportAsync()).Totals).Raised);
    }

    [Fact]
    public async Task A_second_run_after_a_quiet_time_is_a_second_alert()
    {
        for (var at = 0; at < 5; at++) _doings.Order("ada", 10);
        for (var at = 0; at < 5; at++) _doings.Order("ada", 10, minute: 600);

        Assert.Equal(2, (await ReportAsync()).Open.Length);
    }

    [Fact]
    public async Task Five_times_the_usual_amount_is_unusual()
    {
        foreach (var amount in (decimal[])[10, 10, 20, 10, 10]) Quiet(amount);
        Quiet(49.99m);
        Assert.Empty((await ReportAsync()).Open);

        var large = Quiet(150);

        var alert = Assert.Single((await ReportAsync()).Open);
        Assert.Equal((FraudRule.UnusualAmount, 100), (alert.Rule, alert.Score));
        Assert.Equal(large.Position, Assert.Single(alert.Evidence).Position);
    }

    [Fact]
    public async Task What_is_usual_is_not_known_of_few_orders_or_of_another_currency()
    {
        for (var at = 0; at < 4; at++) Quiet(10);
        Quiet(500);
        for (var at = 0; at < 5; at++) Quiet(10);
        Quiet(500, "EUR");

        Assert.Empty((await ReportAsync()).Open);
    }

    [Fact]
    public async Task An_order_that_is_amended_to_an_unusual_amount_is_unusual()
    {
        for (var at = 0; at < 5; at++) Quiet(10);
        var order = Quiet(10);
        Assert.Empty((await ReportAsync()).Open);

        _doings.Amend(order, 50);

        Assert.Equal(FraudRule.UnusualAmount, Assert.Single((await ReportAsync()).Open).Rule);
    }

    [Fact]
    public async Task Three_declines_and_then_a_success_look_like_tried_cards()
    {
        for (var minute = 0; minute < 3; minute++) _doings.Decline("ada", minute);
        Assert.Empty((await ReportAsync()).Open);

        _doings.Authorize("ada", minute: 4);

        var alert = Assert.Single((await ReportAsync()).Open);
        Assert.Equal((FraudRule.DeclinesThenSuccess, 60), (alert.Rule, alert.Score));
        Assert.Equal([1, 2, 3, 4], alert.Evidence.Select(evidence => evidence.Position));
    }

    [Fact]
    public async Task A_success_between_declines_begins_anew_and_old_declines_are_forgotten()
    {
        _doings.Decline("ada");
        _doings.Decline("ada");
        _doings.Authorize("ada");
        _doings.Decline("ada");
        _doings.Authorize("ada");
        for (var at = 0; at < 3; at++) _doings.Decline("bob");
        _doings.Authorize("bob", minute: 24 * 60 + 1);

        Assert.Empty((await ReportAsync()).Open);
    }

    [Fact]
    public async Task A_large_first_order_of_somebody_new_is_an_alert_and_a_second_one_is_not()
    {
        _doings.Open("ada");
        _doings.Order("ada", 2_000, minute: 5);
        _doings.Order("ada", 2_000, minute: 6);

        var alert = Assert.Single((await ReportAsync()).Open);

        Assert.Equal((FraudRule.LargeFirstOrder, 100, 2L), (alert.Rule, alert.Score, alert.Position.Position));
    }

    [Fact]
    public async Task What_is_large_goes_by_the_currency_and_who_is_new_by_the_account()
    {
        _doings.Order("ada", 150_000, currency: "JPY");
        _doings.Order("bob", 999);
        _doings.Open("eve");
        _doings.Order("eve", 5_000, minute: 31 * 24 * 60);

        Assert.Empty((await ReportAsync()).Open);
    }

    [Fact]
    public async Task Refunds_of_half_of_what_was_paid_are_abuse_the_third_time()
    {
        for (var at = 0; at < 4; at++) _doings.Complete("ada", 100);
        _doings.Refund("ada", 100);
        _doings.Refund("ada", 50);
        Assert.Empty((await ReportAsync()).Open);

        _doings.Refund("ada", 50);

        var alert = Assert.Single((await ReportAsync()).Open);
        Assert.Equal((FraudRule.RefundAbuse, 3), (alert.Rule, alert.Evidence.Length));
    }

    [Fact]
    public async Task Small_refunds_and_those_of_another_season_are_no_abuse()
    {
        for (var at = 0; at < 4; at++) _doings.Complete("ada", 100);
        for (var at = 0; at < 3; at++) _doings.Refund("ada", 60);
        for (var at = 0; at < 3; at++) _doings.Complete("bob", 100);
        for (var at = 0; at < 2; at++) _doings.Refund("bob", 100);
        _doings.Refund("bob", 100, minute: 91 * 24 * 60);

        Assert.Empty((await ReportAsync()).Open);
    }

    [Fact]
    public async Task Ten_customers_who_send_money_to_one_are_an_alert_of_the_one()
    {
        for (var at = 0; at < 30; at++) _doings.Arrive("mule", $"c{at % 9}");
        for (var at = 0; at < 30; at++) _doings.ArriveForOrder("shop", $"c{at}");
        for (var at = 0; at < 30; at++) _doings.Arrive("ada", $"c{at}", kind: CreditKind.Returned);
        _doings.Arrive("mule", "mule");
        Assert.Empty((await ReportAsync()).Open);

        _doings.Arrive("mule", "c9");

        var alert = Assert.Single((await ReportAsync()).Open);
        Assert.Equal((FraudRule.ManyPayers, "mule", 10), (alert.Rule, alert.Id.Customer, alert.Evidence.Length));
    }

    [Fact]
    public async Task An_acknowledged_alert_is_open_no_more_and_counts_by_its_verdict()
    {
        for (var at = 0; at < 5; at++) _doings.Order("ada", 10);
        _doings.Order("bob", 2_000);
        var alert = (await ReportAsync()).Open.Single(alert => alert.Id.Customer == "ada");

        _doings.Acknowledge(alert.Id, FraudVerdict.Fraud);
        _doings.Acknowledge(new("ada", "velocity-99"), FraudVerdict.Genuine);

        var report = await ReportAsync();
        Assert.Equal("bob", Assert.Single(report.Open).Id.Customer);
        Assert.Equal(new FraudRuleTotal(FraudRule.Velocity, 1, 1, 0, 0, 0), report.Totals[0]);
        Assert.Equal((0, 1), (report.Totals[0].Open(), report.Totals[1].Open()));
    }

    [Fact]
    public async Task What_goes_on_after_somebody_has_looked_into_it_is_a_new_alert()
    {
        for (var at = 0; at < 5; at++) _doings.Order("ada", 10);
        _doings.Acknowledge(new("ada", "velocity-5"), FraudVerdict.Genuine);
        for (var at = 0; at < 5; at++) _doings.Order("ada", 10);

        var alert = Assert.Single((await ReportAsync()).Open);

        Assert.Equal(("velocity-11", 80), (alert.Id.Number, alert.Score));
    }

    [Fact]
    public async Task Only_the_newest_alerts_stay_open()
    {
        _options.OpenAlertCountMax = 3;
        for (var at = 0; at < 5; at++) _doings.Order($"c{at}", 2_000);

        var report = await ReportAsync();

        Assert.Equal(["c2", "c3", "c4"], report.Open.Select(alert => alert.Id.Customer).Order());
        Assert.Equal(new FraudRuleTotal(FraudRule.LargeFirstOrder, 5, 0, 0, 0, 2), Assert.Single(report.Totals));
    }

    [Fact]
    public async Task A_rule_that_is_off_raises_nothing()
    {
        foreach (var rule in (FraudRuleOptions[])[_options.Velocity, _options.UnusualAmount, _options.DeclinesThenSuccess, _options.LargeFirstOrder, _options.RefundAbuse, _options.ManyPayers])
            rule.IsOn = false;
        for (var at = 0; at < 10; at++) _doings.Order("ada", 1_000 * at * at);
        for (var at = 0; at < 10; at++) _doings.Decline("ada");
        _doings.Authorize("ada");
        for (var at = 0; at < 10; at++) _doings.Refund("ada", 10);
        for (var at = 0; at < 30; at++) _doings.Arrive("ada", $"c{at}");

        Assert.Empty((await ReportAsync()).Totals);
    }

    [Fact]
    public async Task A_report_shows_the_worst_first_and_what_was_asked_for()
    {
        _doings.Order("ada", 1_000);
        _doings.Order("bob", 1_500);
        for (var at = 0; at < 5; at++) _doings.Transfer("eve");
        var model = (await _journal.FoldAsync(Projection())).Model;

        Assert.Equal(["bob", "ada", "eve"], Customers(new()));
        Assert.Equal(["ada", "bob"], Customers(new(Rule: FraudRule.LargeFirstOrder)).Order());
        Assert.Equal(["eve"], Customers(new(Customer: "eve")));
        Assert.Equal(["bob", "ada"], Customers(new(ScoreMin: 50)));
        Assert.Equal(["bob"], Customers(new(CountMax: 1)));
        Assert.Equal(3, FraudReports.Of(model, new(CountMax: 1), ViewFreshness.None).OpenCount);

        IEnumerable<string> Customers(FraudReportRequest request) => FraudReports.Of(model, request, ViewFreshness.None).Open.Select(alert => alert.Id.Customer);
    }

    private RecordedEvent Quiet(decimal amount, string currency = "GBP") => _doings.Order("ada", amount, minute: _quiet += 120, currency);

    private double _quiet;

    private FraudProjection Projection() => new(_options);

    private async Task<FraudReport> ReportAsync() =>
        FraudReports.Of((await _journal.FoldAsync(Projection())).Model, new(CountMax: FraudReportRequest.AlertCountMax), ViewFreshness.None);
}
