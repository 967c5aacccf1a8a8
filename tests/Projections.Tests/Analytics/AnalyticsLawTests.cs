using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.Analytics;
using CsCheck;
using static CommandProcessor.Grains.Interfaces.Orders.OrderEvent;

namespace CommandProcessor.Projections.Tests.Analytics;

/// <summary>Over random histories: what must hold whatever happens.</summary>
public sealed class AnalyticsLawTests
{
    private const int PartitionCount = 4;
    private const int Iterations = 8;
    private static readonly string[] Currencies = ["GBP", "EUR", "JPY"];
    private readonly AnalyticsProjection _projection = new();

    [Fact]
    public void The_partitions_together_say_what_one_partition_with_everything_says() => Sample(seed =>
    {
        var trade = new Trade(seed) { StepMax = TimeSpan.FromHours(1 + seed % 30) }.Run(300);
        var (many, one) = (PartitionFolds.Fold(_projection, trade, PartitionCount), PartitionFolds.Fold(_projection, trade, 1));

        AssertSame(Overview(one), Overview(many));
        foreach (var unit in Enum.GetValues<SalesUnit>())
        {
            foreach (var countMax in (int[])[1, 10, AnalyticsLimits.CountMaxOf(unit)])
                AssertSame(Series(one, unit, countMax), Series(many, unit, countMax));
        }

        foreach (var subject in Enum.GetValues<SalesSubject>())
        {
            foreach (var countMax in (int[])[1, 5, 1_000]) AssertSame(Ranking(one, subject, "GBP", countMax), Ranking(many, subject, "GBP", countMax));
        }
    });

    [Fact]
    public void The_dashboard_says_what_adding_up_the_orders_says() => Sample(seed =>
    {
        var trade = new Trade(seed).Run(300);
        var models = PartitionFolds.Fold(_projection, trade, PartitionCount);
        var orders = SlowOrders(trade);

        foreach (var currency in Currencies)
        {
            var sold = orders.Where(order => order.Currency == currency).ToList();
            Assert.Equal(Sum(currency, sold), Overview(models).Totals.Single(sales => sales.Currency == currency));
            AssertRanking(SalesSubject.Country, sold.GroupBy(order => order.Country));
            AssertRanking(SalesSubject.Customer, sold.GroupBy(order => order.Customer));
            AssertLines(SalesSubject.Product, order => order.Lines.GroupBy(line => line.Sku));
            AssertLines(SalesSubject.Category, order => order.Lines.GroupBy(line => CategoryOf(trade, line.Sku)));

            void AssertRanking(SalesSubject subject, IEnumerable<IGrouping<string, SlowOrder>> groups) => Assert.Equal(
                groups.Select(group => (group.Key, Sum(currency, [.. group]))).OrderBy(one => one.Key, StringComparer.Ordinal),
                Ranking(models, subject, currency, 1_000).Places.Select(place => (place.Name, place.Sales)).OrderBy(one => one.Name, StringComparer.Ordinal));

            void AssertLines(SalesSubject subject, Func<SlowOrder, IEnumerable<IGrouping<string, SlowLine>>> lines) => Assert.Equal(
                sold.SelectMany(order => lines(order).Select(group => (group.Key, Net: group.Sum(line => order.IsCalledOff ? 0 : line.Left * line.UnitPrice))))
                    .GroupBy(one => one.Key).Select(one => (one.Key, Net: one.Sum(same => same.Net)))
                    .OrderByDescending(one => one.Net).ThenBy(one => one.Key, StringComparer.Ordinal),
                Ranking(models, subject, currency, 1_000).Places.Select(place => (place.Name, place.Sales.Net())));
        }
    });

    [Fact]
    public void Days_say_what_adding_up_the_orders_of_the_day_says() => Sample(seed =>
    {
        var trade = new Trade(seed).Run(300);
        var series = Series(PartitionFolds.Fold(_projection, trade, PartitionCount), SalesUnit.Day, AnalyticsLimits.DayCountMax);

        var expected = SlowOrders(trade).GroupBy(order => order.OrderedAt.UtcDateTime.Date).OrderBy(day => day.Key)
            .Select(day => (day.Key, string.Join(", ", day.GroupBy(order => order.Currency).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Sum(one.Key, [.. one])))));
        Assert.Equal(expected, series.Points.Select(point => (point.Start.UtcDateTime, string.Join(", ", point.Sales))));
    });

    [Fact]
    public void The_funnel_and_its_times_are_those_of_the_orders() => Sample(seed =>
    {
        var trade = new Trade(seed).Run(300);
        var overview = Overview(PartitionFolds.Fold(_projection, trade, PartitionCount));
        var placedAt = trade.Where(recorded => recorded.Type == "order-placed").ToDictionary(recorded => recorded.Aggregate, recorded => recorded.RecordedAt);

        foreach (var (type, stage) in ((string, OrderStatus)[])[("order-placed", OrderStatus.Placed), ("order-confirmed", OrderStatus.Confirmed),
            ("order-shipped", OrderStatus.Shipped), ("order-delivered", OrderStatus.Delivered), ("order-cancelled", OrderStatus.Cancelled),
            ("order-rejected", OrderStatus.Rejected), ("order-lost", OrderStatus.Lost)])
        {
            var times = trade.Where(recorded => recorded.Type == type).Select(recorded => recorded.RecordedAt - placedAt[recorded.Aggregate]).Order().ToList();
            Assert.Equal(times.Count, overview.CountOf(stage));
            if (stage is not (OrderStatus.Confirmed or OrderStatus.Shipped or OrderStatus.Delivered) || times.Count == 0) continue;
            var told = overview.Funnel.Single(one => one.Stage == stage);
            Assert.Equal(times.Average(time => Math.Floor(time.TotalMilliseconds)), told.Mean?.TotalMilliseconds ?? -1, tolerance: 1.0);
            AssertPercentile(times, 0.50, told.Median);
            AssertPercentile(times, 0.99, told.P99);
        }

        var customers = trade.Where(recorded => recorded.Type == "order-placed").GroupBy(recorded => recorded.Key).ToList();
        Assert.Equal((customers.Count, customers.Count(customer => customer.Count() > 1)), (overview.CustomerCount, overview.ReturningCustomerCount));
        Assert.Equal(trade.Where(recorded => recorded.Type == "order-items-returned").DistinctBy(recorded => recorded.Aggregate).Count(), overview.OrdersWithReturns);
        Assert.Equal(SlowOrders(trade).Count(order => !order.IsCalledOff && order.Lines.All(line => line.Left == 0)), overview.CountOf(OrderStatus.Returned));
    });

    [Fact]
    public void A_view_that_is_taken_up_in_the_middle_ends_with_the_same_rows() => Sample(seed =>
    {
        var trade = new Trade(seed).Run(60);
        var rows = PartitionFolds.Rows(PartitionFolds.Fold(_projection, trade, 1)[0]);

        Assert.Equal(rows, PartitionFolds.Rows(PartitionFolds.FoldWithRestart(_projection, trade, seed % trade.Count)));
        Assert.Equal(rows, PartitionFolds.Rows(PartitionFolds.FoldWithRestart(_projection, trade, trade.Count)));
    });

    private static void Sample(Action<int> law) => Gen.Int[0, int.MaxValue - 1].Sample(law, iter: Iterations, threads: 1);

    private static ShopOverview Overview(IReadOnlyList<AnalyticsModel> models) =>
        AnalyticsAnswers.Merge([.. models.Select(AnalyticsAnswers.OverviewOf)], ViewFreshness.None);

    private static SalesSeries Series(IReadOnlyList<AnalyticsModel> models, SalesUnit unit, int countMax)
    {
        var request = new SalesRequest(unit, countMax);
        return AnalyticsAnswers.Merge([.. models.Select(model => AnalyticsAnswers.SeriesOf(model, request))], request, ViewFreshness.None);
    }

    private static SalesRanking Ranking(IReadOnlyList<AnalyticsModel> models, SalesSubject of, string currency, int countMax)
    {
        var request = new RankingRequest(of, currency, countMax);
        return AnalyticsAnswers.Merge([.. models.Select(model => AnalyticsAnswers.RankingOf(model, request))], request, ViewFreshness.None);
    }

    private static void AssertSame<T>(T expected, T actual) =>
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(expected), System.Text.Json.JsonSerializer.Serialize(actual));

    /// <summary>By the nearest rank.</summary>
    private static void AssertPercentile(List<TimeSpan> sorted, double share, TimeSpan? actual)
    {
        var expected = sorted[Math.Max((int)(share * sorted.Count + 0.5) - 1, 0)].TotalMilliseconds;
        Assert.InRange(actual?.TotalMilliseconds ?? -1, 0.98 * expected - 1, 1.02 * expected + 1);
    }

    private static string CategoryOf(IEnumerable<RecordedEvent> trade, string sku) => trade
        .Where(recorded => recorded.Aggregate == new Sku(sku).Aggregate)
        .Select(StockEventCodec.Instance.Decode).OfType<StockEvent.ProductRegistered>().Single().Category;

    private static Sales Sum(string currency, IReadOnlyList<SlowOrder> orders) => new(
        currency,
        orders.Count,
        orders.Where(order => !order.IsCalledOff).Sum(order => order.Lines.Sum(line => (long)line.Left)),
        orders.Sum(order => order.Lines.Sum(line => line.Ordered * line.UnitPrice)),
        orders.Where(order => order.IsCalledOff).Sum(order => order.Lines.Sum(line => line.Ordered * line.UnitPrice)),
        orders.Sum(order => order.Lines.Sum(line => (line.Ordered - line.Left) * line.UnitPrice)));

    /// <summary>Every order as it stands in the end.</summary>
    private static List<SlowOrder> SlowOrders(IEnumerable<RecordedEvent> trade)
    {
        var orders = new Dictionary<AggregateId, SlowOrder>();
        foreach (var recorded in trade.Where(recorded => recorded.Aggregate.Kind == OrderId.Kind))
        {
            orders[recorded.Aggregate] = (OrderEventCodec.Instance.Decode(recorded), orders.GetValueOrDefault(recorded.Aggregate)) switch
            {
                (OrderPlaced e, _) => new(recorded.Key.Name, e.Currency, e.ShipTo.Country, e.OrderedAt, Lines(e.Lines), IsCalledOff: false),
                (OrderAmended e, { } order) => order with { Country = e.ShipTo.Country, Lines = Lines(e.Lines) },
                (OrderCancelled or OrderRejected or OrderLost, { } order) => order with { IsCalledOff = true },
                (ItemsReturned e, { } order) => order with
                {
                    Lines = [.. order.Lines.Select((line, at) => line with { Left = line.Left - e.Lines.Where(one => one.LineNumber == at + 1).Sum(one => one.Quantity) })],
                },
                (_, { } order) => order,
                _ => throw new InvalidOperationException($"{recorded.Aggregate} was never placed."),
            };
        }

        return [.. orders.Values];

        static SlowLine[] Lines(IEnumerable<OrderLine> lines) => [.. lines.Select(line => new SlowLine(line.Sku, line.Quantity, line.Quantity, line.UnitPrice))];
    }

    private sealed record SlowOrder(string Customer, string Currency, string Country, DateTimeOffset OrderedAt, SlowLine[] Lines, bool IsCalledOff);

    private sealed record SlowLine(string Sku, int Ordered, int Left, decimal UnitPrice);
}
