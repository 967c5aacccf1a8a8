using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Addresses;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.Analytics;
using CommandProcessor.Projections.Partitions;
using static CommandProcessor.Grains.Interfaces.Analytics.AnalyticsLimits;

namespace CommandProcessor.Projections.Tests.Analytics;

public sealed class AnalyticsProjectionTests
{
    private static readonly OrderId First = new("ada", "1");
    private static readonly OrderId Second = new("ada", "2");
    private static readonly OrderId Third = new("bob", "1");
    private readonly ModelFold<AnalyticsModel> _fold = new(new AnalyticsProjection());
    private readonly Dictionary<AggregateId, long> _versions = [];
    private DateTimeOffset _recordedAt = Sample.Day;

    [Fact]
    public void A_placed_order_is_sold_under_everything_that_it_belongs_to()
    {
        Given(First, Sample.Placed("GBP", 0, new OrderLine("A", 3, 2m), new OrderLine("B", 1, 4m)));

        var sold = new Sales("GBP", 1, 4, 10m, 0, 0);
        Assert.Equal([sold], Overview().Totals);
        Assert.Equal([new RankedSales("GB", null, sold)], Ranking(SalesSubject.Country));
        Assert.Equal([new RankedSales("ada", null, sold)], Ranking(SalesSubject.Customer));
        Assert.Equal([new RankedSales("A", null, new("GBP", 1, 3, 6m, 0, 0)), new("B", null, new("GBP", 1, 1, 4m, 0, 0))], Ranking(SalesSubject.Product));
        foreach (var unit in Enum.GetValues<SalesUnit>()) Assert.Equal([sold], Assert.Single(Series(unit, 1)).Sales);
    }

    [Fact]
    public void Sales_stand_under_the_minute_hour_and_day_in_which_the_customer_ordered()
    {
        Given(First, Sample.Placed(2m, minute: 7));

        Assert.Equal(Sample.Day.AddMinutes(7), Series(SalesUnit.Minute, 1)[0].Start);
        Assert.Equal(Sample.Day, Series(SalesUnit.Hour, 1)[0].Start);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), Series(SalesUnit.Day, 1)[0].Start);
    }

    [Fact]
    public void What_is_called_off_stays_ordered_and_is_no_revenue()
    {
        Given(First, Sample.Placed(2m), Sample.Cancelled);
        Given(Second, Sample.Placed(1m), Sample.Rejected);
        Given(Third, Sample.Placed(3m), Sample.Confirmed, Sample.Shipped, Sample.Lost);

        Assert.Equal([new Sales("GBP", 3, 0, 36m, 36m, 0)], Overview().Totals);
        Assert.Equal(0m, Overview().Totals[0].Net());
        Assert.Equal(new Sales("GBP", 3, 0, 36m, 36m, 0), Ranking(SalesSubject.Product)[0].Sales);
        Assert.Equal(0, _fold.Model.OrderCount);
    }

    [Fact]
    public void What_comes_back_is_taken_from_the_revenue_of_the_time_of_the_order()
    {
        Given(First, Sample.Placed(2m), Sample.Confirmed, Sample.Shipped, Sample.Delivered, Sample.Returned(2, 4m));

        Assert.Equal(new Sales("GBP", 1, 4, 12m, 0, 4m), Series(SalesUnit.Day, 1)[0].Sales[0]);
        Assert.Equal((1, 0), (Overview().OrdersWithReturns, Overview().CountOf(OrderStatus.Returned)));

        Given(First, Sample.Returned(4, 8m));
        Assert.Equal((1, 1), (Overview().OrdersWithReturns, Overview().CountOf(OrderStatus.Returned)));
        Assert.Equal(0, _fold.Model.OrderCount);
    }

    [Fact]
    public void An_amended_order_is_one_order_with_its_new_lines_and_country()
    {
        Given(First, Sample.Placed("GBP", 0, new OrderLine("A", 3, 2m)),
            new OrderEvent.OrderAmended([new("B", 1, 5m)], new ShipTo("Ada", "2 Mill Lane", "FR"), 5m, Sample.Day));

        Assert.Equal([new Sales("GBP", 1, 1, 5m, 0, 0)], Overview().Totals);
        Assert.Equal(["B"], Ranking(SalesSubject.Product).Select(place => place.Name));
        Assert.Equal(["FR"], Ranking(SalesSubject.Country).Select(place => place.Name));
        Assert.Equal((1, 0), (Overview().CustomerCount, Overview().ReturningCustomerCount));
    }

    [Fact]
    public void An_order_amended_to_more_of_the_same_is_one_order_of_more()
    {
        Given(First, Sample.Placed("GBP", 0, new OrderLine("A", 3, 2m), new OrderLine("B", 1, 5m)),
            new OrderEvent.OrderAmended([new("A", 4, 2.5m), new("B", 1, 5m)], Sample.Home, 15m, Sample.Day));

        Assert.Equal([new Sales("GBP", 1, 5, 15m, 0, 0)], Overview().Totals);
        Assert.Equal([("A", new Sales("GBP", 1, 4, 10m, 0, 0)), ("B", new Sales("GBP", 1, 1, 5m, 0, 0))],
            Ranking(SalesSubject.Product).Select(place => (place.Name, place.Sales)));
        Assert.Equal((1, 0), (Overview().CustomerCount, Overview().ReturningCustomerCount));
    }

    [Fact]
    public void A_customer_returns_with_the_second_order_whatever_becomes_of_the_first()
    {
        Given(First, Sample.Placed(), Sample.Cancelled);
        Given(Third, Sample.Placed());
        Assert.Equal((2, 0), (Overview().CustomerCount, Overview().ReturningCustomerCount));

        Given(Second, Sample.Placed(currency: "EUR"));
        Assert.Equal((2, 1), (Overview().CustomerCount, Overview().ReturningCustomerCount));
    }

    [Fact]
    public void The_funnel_counts_each_stage_and_how_long_it_took_to_it()
    {
        Given(First, Sample.Placed());
        After(TimeSpan.FromMinutes(1), First, Sample.Confirmed);
        After(TimeSpan.FromHours(1), First, Sample.Shipped);
        After(TimeSpan.FromDays(2), First, Sample.Delivered);
        Given(Second, Sample.Placed());
        After(TimeSpan.FromMinutes(3), Second, Sample.Confirmed);

        var funnel = Overview().Funnel;
        Assert.Equal([(OrderStatus.Placed, 2), (OrderStatus.Confirmed, 2), (OrderStatus.Shipped, 1), (OrderStatus.Delivered, 1)],
            funnel.Select(stage => (stage.Stage, (int)stage.OrderCount)));
        Assert.Null(funnel[0].Mean);
        Assert.Equal(TimeSpan.FromMinutes(2), funnel[1].Mean);
        AssertWithinOnePercent(TimeSpan.FromMinutes(1), funnel[1].Median);
        AssertWithinOnePercent(TimeSpan.FromMinutes(3), funnel[1].P99);
        AssertWithinOnePercent(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(61), funnel[3].Median);
    }

    [Fact]
    public void A_clock_that_goes_back_takes_no_negative_time()
    {
        Given(First, Sample.Placed());
        After(TimeSpan.FromSeconds(-5), First, Sample.Confirmed);

        Assert.Equal(TimeSpan.Zero, Overview().Funnel[1].Mean);
    }

    [Fact]
    public void Categories_are_those_of_the_registered_products()
    {
        Register("A", "Apron", "Kitchen");
        Register("B", "Bowl", "Kitchen");
        Given(First, Sample.Placed("GBP", 0, new OrderLine("A", 3, 2m), new OrderLine("B", 1, 4m), new OrderLine("X", 1, 1m)));

        Assert.Equal(
            [new RankedSales("Kitchen", null, new("GBP", 2, 4, 10m, 0, 0)), new(OtherName, null, new("GBP", 1, 1, 1m, 0, 0))],
            Ranking(SalesSubject.Category));
        Assert.Equal(["Apron", "Bowl", null], Ranking(SalesSubject.Product).Select(place => place.Title));
    }

    [Fact]
    public void Rankings_are_by_revenue_and_then_by_name_and_no_longer_than_asked()
    {
        Given(First, Sample.Placed(2m));
        Given(Third, Sample.Placed(2m));
        Given(new("eve", "1"), Sample.Placed(5m));
        Given(new("zoe", "1"), Sample.Placed(9m), Sample.Cancelled);

        Assert.Equal(["eve", "ada", "bob"], Ranking(SalesSubject.Customer, 3).Select(place => place.Name));
    }

    [Fact]
    public void Currencies_are_never_mixed()
    {
        Given(First, Sample.Placed(2m, "JPY"));
        Given(Second, Sample.Placed(1m, "EUR"));

        Assert.Equal([new Sales("EUR", 1, 6, 6m, 0, 0), new("JPY", 1, 6, 12m, 0, 0)], Overview().Totals);
        Assert.Empty(Ranking(SalesSubject.Customer));
    }

    [Fact]
    public void Minutes_beyond_the_newest_are_forgotten_and_days_are_not()
    {
        Given(First, Sample.Placed());
        Given(Second, Sample.Placed(minute: MinuteCountMax - 1));
        Assert.Equal(2, _fold.Model.Minutes.Count);

        Given(Third, Sample.Placed(minute: MinuteCountMax));
        Given(new("eve", "1"), Sample.Placed(minute: 0));
        Assert.Equal(2, _fold.Model.Minutes.Count);
        Assert.Equal(4, Series(SalesUnit.Day, DayCountMax).Sum(day => day.Sales[0].OrderCount));

        Given(new("eve", "2"), Sample.Placed(minute: 60 * 24 * 365 * 20));
        Assert.Equal(1, _fold.Model.Minutes.Count);
        Assert.Equal(1, _fold.Model.Days.Count);
        Given(First, Sample.Cancelled);
        Assert.Equal(5, Overview().Totals[0].OrderCount);
        Assert.Equal(1, _fold.Model.Minutes.Count);
    }

    [Fact]
    public void Countries_beyond_the_limit_are_counted_as_other()
    {
        for (var number = 0; number < CountryCountMax + 5; number++)
        {
            var placed = Sample.Placed();
            Given(new("ada", $"{number}"), placed with { ShipTo = placed.ShipTo with { Country = $"Country {number}" } });
        }

        Given(new("ada", $"{CountryCountMax + 1}"), Sample.Cancelled);

        Assert.Equal(CountryCountMax + 1, _fold.Model.Countries.Rows.Count);
        var other = Ranking(SalesSubject.Country, RankingRequest.CountLimit).Single(place => place.Name == OtherName).Sales;
        Assert.Equal((5, 15.30m), (other.OrderCount, other.CalledOff));
    }

    [Fact]
    public void Delivered_orders_are_remembered_up_to_the_limit_and_what_comes_back_of_others_is_late()
    {
        for (var number = 0; number <= DeliveredCountMax; number++) Given(new("ada", $"{number}"), Sample.Placed(), Sample.Delivered);
        Assert.Equal(DeliveredCountMax, _fold.Model.OrderCount);

        Given(new("ada", "0"), Sample.Returned(1, 2.55m));
        Assert.Equal((1, 0), (Overview().LateReturnCount, Overview().OrdersWithReturns));
        Given(new("ada", "1"), Sample.Returned(1, 2.55m));
        Assert.Equal((1, 1), (Overview().LateReturnCount, Overview().OrdersWithReturns));
    }

    [Fact]
    public void An_event_of_an_order_that_was_never_placed_parks_its_key_and_counts_nothing()
    {
        Assert.NotNull(_fold.Fold(Record(First.PartitionKey, First.Aggregate, OrderEventCodec.Instance.Encode(Sample.Confirmed))));
        Assert.Empty(_fold.Model.Stages);
    }

    [Fact]
    public void Every_type_of_order_event_is_folded()
    {
        Given(First, Sample.Placed(), Sample.Amended(1m), Sample.Confirmed, Sample.Shipped, Sample.Delivered, Sample.Returned(1, 1m));
        Given(Second, Sample.Placed(), Sample.Cancelled);
        Given(Third, Sample.Placed(), Sample.Rejected);
        Given(new("eve", "1"), Sample.Placed(), Sample.Lost);

        Assert.Equal(9, OrderEventCodec.Instance.Types.Count);
    }

    [Theory]
    [InlineData(SalesUnit.Minute, 1_441, "1440")]
    [InlineData(SalesUnit.Day, 0, "between 1 and 1100")]
    [InlineData((SalesUnit)9, 1, "neither")]
    public void A_request_for_times_beyond_its_limits_says_what_is_wrong(SalesUnit unit, int countMax, string expected) =>
        Assert.Contains(expected, new SalesRequest(unit, countMax).Mistake(), StringComparison.Ordinal);

    [Theory]
    [InlineData(SalesSubject.Country, "GBP", 0, "between 1 and 1000")]
    [InlineData(SalesSubject.Country, "Pounds", 1, "ISO 4217")]
    [InlineData((SalesSubject)9, "GBP", 1, "ranked")]
    public void A_request_for_a_ranking_beyond_its_limits_says_what_is_wrong(SalesSubject of, string currency, int countMax, string expected) =>
        Assert.Contains(expected, new RankingRequest(of, currency, countMax).Mistake(), StringComparison.Ordinal);

    private void Given(OrderId order, params OrderEvent[] events)
    {
        foreach (var happened in events)
            Assert.Null(_fold.Fold(Record(order.PartitionKey, order.Aggregate, OrderEventCodec.Instance.Encode(happened)))?.Error);
    }

    private void After(TimeSpan time, OrderId order, OrderEvent happened)
    {
        _recordedAt += time;
        Given(order, happened);
    }

    private void Register(string sku, string name, string category) => Assert.Null(_fold.Fold(Record(
        new Sku(sku).PartitionKey, new Sku(sku).Aggregate,
        StockEventCodec.Instance.Encode(new StockEvent.ProductRegistered(name, category, 1m, "GBP", Sample.Day))))?.Error);

    private RecordedEvent Record(PartitionKey key, AggregateId aggregate, EventData data) => new()
    {
        Partition = 0,
        Position = _fold.Position + 1,
        Previous = 0,
        Key = key,
        Aggregate = aggregate,
        Version = _versions[aggregate] = _versions.GetValueOrDefault(aggregate) + 1,
        Type = data.Type,
        SchemaVersion = data.SchemaVersion,
        Context = new() { CommandId = CommandId.New(TimeProvider.System), CorrelationId = Guid.Empty, Principal = "test" },
        RecordedAt = _recordedAt,
        Body = data.Body,
        Hash = ReadOnlyMemory<byte>.Empty,
    };

    private ShopOverview Overview() => AnalyticsAnswers.Merge([AnalyticsAnswers.OverviewOf(_fold.Model)], ViewFreshness.None);

    private ImmutableArray<SalesPoint> Series(SalesUnit unit, int countMax)
    {
        var request = new SalesRequest(unit, countMax);
        return AnalyticsAnswers.Merge([AnalyticsAnswers.SeriesOf(_fold.Model, request)], request, ViewFreshness.None).Points;
    }

    private ImmutableArray<RankedSales> Ranking(SalesSubject of, int countMax = 10)
    {
        var request = new RankingRequest(of, "GBP", countMax);
        return AnalyticsAnswers.Merge([AnalyticsAnswers.RankingOf(_fold.Model, request)], request, ViewFreshness.None).Places;
    }

    private static void AssertWithinOnePercent(TimeSpan expected, TimeSpan? actual) =>
        Assert.InRange(actual?.TotalSeconds ?? -1, 0.99 * expected.TotalSeconds, 1.01 * expected.TotalSeconds);
}
