using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Accounting;
using CommandProcessor.Projections.Analytics;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Silo.Retail;
using CommandProcessor.Silo.Tests.Verification;
using CommandProcessor.Silo.Verbs;
using CommandProcessor.Silo.Verification.Accounting;
using FoundFaults = CommandProcessor.Silo.Verification.Accounting.Faults;
using static CommandProcessor.Silo.Tests.Verification.Bookkeeping;

namespace CommandProcessor.Silo.Tests.Views;

/// <summary>What the views over everybody make of a real shop's data, against what the file and the verifier's books say.</summary>
[Collection(nameof(ShopCollection))]
public sealed class RealShopViewsTests(ShopFixture shop)
{
    private const string Currency = RetailAccounts.Currency;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_trial_balance_of_a_real_run_is_that_of_the_verifiers_books()
    {
        var books = Add(shop.Events);
        var balance = TrialBalanceOf(shop.Events);
        var faults = new FoundFaults();

        new LedgerAudit(books, balance, faults).Run();

        Assert.Empty(faults.Kept);

        // The shop's own books say of the same money what its account at the bank says: besides, it was given 70 and paid out 1.
        Assert.Equal(books.Money.BalanceOf(RetailAccounts.Shop) - 69m, balance.BalanceOf(Currency, LedgerAccount.ShopFunds));
        Assert.True(balance.BalanceOf(Currency, LedgerAccount.Refunds) > 0);
    }

    [Theory]
    [InlineData("account-deposited", "GBP Cash: the ledger says ")]
    [InlineData("account-hold-placed", "GBP Held: the ledger says ")]
    [InlineData("account-credited", "GBP in transit: the ledger says ")]
    [InlineData("payment-completed", "GBP Receivables: the ledger says ")]
    [InlineData("payment-refund-completed", "GBP RefundsPayable: the ledger says ")]
    public void A_ledger_that_lacks_an_entry_is_found(string type, string fault)
    {
        var missing = shop.Events.Last(recorded => recorded.Type == type);
        var faults = new FoundFaults();

        new LedgerAudit(Add(shop.Events), TrialBalanceOf(shop.Events.Where(recorded => recorded != missing)), faults).Run();

        Assert.Contains(faults.Kept, found => found.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_dashboard_of_a_real_run_says_where_the_plan_says_orders_end()
    {
        var lives = (await DemoVerb.PlanAsync(Token)).Take(150).Lives;

        var overview = AnalyticsAnswers.Merge([.. Fold(new AnalyticsProjection(), shop.Events).Select(AnalyticsAnswers.OverviewOf)], ViewFreshness.None);

        var sold = Assert.Single(overview.Totals);
        Assert.Equal(lives.Sum(life => life.Total), sold.Ordered);
        Assert.Equal(lives.Where(life => life.Status is OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Lost).Sum(life => life.Total), sold.CalledOff);
        Assert.Equal(lives.Sum(life => life.ReturnedAmount), sold.Returned);
        foreach (var stage in (OrderStatus[])[OrderStatus.Cancelled, OrderStatus.Rejected, OrderStatus.Lost, OrderStatus.Returned])
            Assert.Equal(lives.Count(life => life.Status == stage), overview.CountOf(stage));
        Assert.Equal(150, overview.CountOf(OrderStatus.Placed));
        Assert.Equal(lives.Count(life => life.Status is OrderStatus.Delivered or OrderStatus.Returned), overview.CountOf(OrderStatus.Delivered));
        Assert.True(overview.Funnel.Single(stage => stage.Stage == OrderStatus.Delivered).Median > TimeSpan.Zero);
    }

    [Fact]
    public async Task Sales_of_the_whole_sample_are_those_of_the_file()
    {
        var plan = await DemoVerb.PlanAsync(Token);
        var orders = plan.Lives.Select(life => life.Order).ToList();
        var models = Fold(new AnalyticsProjection(), PlacedOrders(orders));

        AssertRanking(SalesSubject.Country, orders.GroupBy(order => order.Place.ShipTo.Country, order => order.Total));
        AssertRanking(SalesSubject.Customer, orders.GroupBy(order => order.Id.Customer, order => order.Total));
        AssertRanking(SalesSubject.Product, orders.SelectMany(order => order.Place.Lines).GroupBy(line => line.Sku, line => line.Total()));

        var byDay = new SalesRequest(SalesUnit.Day, AnalyticsLimits.DayCountMax);
        var days = AnalyticsAnswers.Merge([.. models.Select(model => AnalyticsAnswers.SeriesOf(model, byDay))], byDay, ViewFreshness.None);
        Assert.Equal(
            orders.GroupBy(order => order.OrderedAt.UtcDateTime.Date).OrderBy(day => day.Key).Select(day => (day.Key, day.Count(), day.Sum(order => order.Total))),
            days.Points.Select(day => (day.Start.UtcDateTime, (int)day.Sales[0].OrderCount, day.Sales[0].Ordered)));

        var overview = AnalyticsAnswers.Merge([.. models.Select(AnalyticsAnswers.OverviewOf)], ViewFreshness.None);
        Assert.Equal(orders.CountBy(order => order.Id.Customer).Count(customer => customer.Value > 1), overview.ReturningCustomerCount);

        void AssertRanking(SalesSubject of, IEnumerable<IGrouping<string, decimal>> expected)
        {
            var request = new RankingRequest(of, Currency, 1_000);
            var ranking = AnalyticsAnswers.Merge([.. models.Select(model => AnalyticsAnswers.RankingOf(model, request))], request, ViewFreshness.None);
            Assert.Equal(
                expected.Select(one => (one.Key, Sum: one.Sum())).OrderByDescending(one => one.Sum).ThenBy(one => one.Key, StringComparer.Ordinal).Take(1_000),
                ranking.Places.Select(place => (place.Name, place.Sales.Net())));
        }
    }

    private static TrialBalance TrialBalanceOf(IEnumerable<RecordedEvent> events)
    {
        var closedUp = events.GroupBy(recorded => recorded.Partition).SelectMany(partition => partition.Select((recorded, index) => recorded with { Position = index + 1 }));
        return AccountingAnswers.MergeTotals([.. Fold(new AccountingProjection(), closedUp).Select(model => AccountingAnswers.TotalsOf(model))], null, ViewFreshness.None);
    }

    private static IReadOnlyList<TModel> Fold<TModel>(IPartitionProjection<TModel> projection, IEnumerable<RecordedEvent> events)
        where TModel : PartitionModel => [.. events.GroupBy(recorded => recorded.Partition).Select(partition =>
    {
        var fold = new ModelFold<TModel>(projection);
        foreach (var recorded in partition) Assert.Null(fold.Fold(recorded)?.Error);
        return fold.Model;
    })];

    private static IEnumerable<RecordedEvent> PlacedOrders(IEnumerable<RetailOrder> orders)
    {
        var partitioning = new Partitioning(16);
        var heads = new long[partitioning.PartitionCount];
        foreach (var order in orders)
        {
            var partition = partitioning.PartitionOf(order.Id.PartitionKey);
            var data = OrderEventCodec.Instance.Encode(
                new OrderEvent.OrderPlaced(order.Place.Currency, order.Place.Lines, order.Place.ShipTo, order.Total, order.OrderedAt));
            yield return new()
            {
                Partition = partition,
                Position = ++heads[partition],
                Previous = 0,
                Key = order.Id.PartitionKey,
                Aggregate = order.Id.Aggregate,
                Version = 1,
                Type = data.Type,
                SchemaVersion = data.SchemaVersion,
                Context = new() { CommandId = order.CommandId("place"), CorrelationId = Guid.Empty, Principal = "test" },
                RecordedAt = order.OrderedAt,
                Body = data.Body,
                Hash = ReadOnlyMemory<byte>.Empty,
            };
        }
    }
}
