using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Analytics;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Analytics;

/// <summary>What is asked of a partition's dashboard, and how the answers of all partitions become one.</summary>
public static class AnalyticsAnswers
{
    public static OverviewPart OverviewOf(AnalyticsModel model) =>
        new(model.Totals.Sales, model.Tally, [.. model.Stages.Values], [.. model.Durations.Values]);

    public static SeriesPart SeriesOf(AnalyticsModel model, SalesRequest request)
    {
        var window = WindowOf(model, request.By);
        return new(window.Newest, [.. window.Last(request.CountMax).Select(point => new TimedSales(point.Number, point.Row.Sales))]);
    }

    public static RankingPart RankingOf(AnalyticsModel model, RankingRequest request) => request.Of switch
    {
        SalesSubject.Country => new([.. In(model.Countries.Rows, request.Currency)], []),
        SalesSubject.Customer => new(SalesTop.Of(In(model.Customers, request.Currency), request.CountMax), []),
        _ => new([.. In(model.Products.Rows, request.Currency)], [.. model.Catalogue.Values]),
    };

    public static ShopOverview Merge(IReadOnlyList<OverviewPart> parts, ViewFreshness freshness)
    {
        var tally = parts.Aggregate(Tally.Zero, (sum, part) => sum.Plus(part.Tally));
        var durations = parts.SelectMany(part => part.Durations).ToLookup(row => row.Stage);
        return new()
        {
            Totals = Sum(parts.SelectMany(part => part.Totals)),
            CustomerCount = tally.CustomerCount,
            ReturningCustomerCount = tally.ReturningCustomerCount,
            Funnel =
            [
                .. parts.SelectMany(part => part.Stages).GroupBy(row => row.Stage).OrderBy(stage => stage.Key)
                    .Select(stage => Stage(stage.Key, [.. stage], durations[stage.Key])),
            ],
            OrdersWithReturns = tally.OrdersWithReturns,
            LateReturnCount = tally.LateReturnCount,
            Freshness = freshness,
        };
    }

    /// <summary>A partition that sold nothing for long still has older times: only the newest of all are told, which every partition has whole.</summary>
    public static SalesSeries Merge(IReadOnlyList<SeriesPart> parts, SalesRequest request, ViewFreshness freshness)
    {
        if (parts.Max(part => part.Newest) is not { } newest) return new([], freshness);
        var ticks = TicksOf(request.By);
        var points = parts.SelectMany(part => part.Points)
            .Where(point => point.Number > newest - request.CountMax)
            .GroupBy(point => point.Number)
            .OrderBy(time => time.Key)
            .Select(time => new SalesPoint(new(time.Key * ticks, TimeSpan.Zero), Sum(time.SelectMany(point => point.Sales))));
        return new([.. points], freshness);
    }

    public static SalesRanking Merge(IReadOnlyList<RankingPart> parts, RankingRequest request, ViewFreshness freshness)
    {
        var catalogue = new Dictionary<string, CatalogueRow>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var product in part.Catalogue) catalogue[product.Sku] = product;
        }

        var sums = new SalesSums(request.Currency);
        foreach (var part in parts) sums.Add(part.Rows.AsSpan());
        if (request.Of is SalesSubject.Category) sums = sums.By(sku => catalogue.GetValueOrDefault(sku)?.Category ?? AnalyticsLimits.OtherName);
        var titles = request.Of is SalesSubject.Product;
        return new(
            [.. SalesTop.Of(sums.Rows(), request.CountMax).Select(row => new RankedSales(row.Name, titles ? catalogue.GetValueOrDefault(row.Name)?.Name : null, row.Sales))],
            freshness);
    }

    private static FunnelStage Stage(OrderStatus stage, StageRow[] rows, IEnumerable<DurationRow> durations)
    {
        var histogram = Durations.NewHistogram();
        foreach (var row in durations) histogram.RecordValueWithCount(row.DurationMs, row.OrderCount);
        var count = rows.Sum(row => row.OrderCount);
        return new(
            stage,
            count,
            stage is OrderStatus.Placed || count == 0 ? null : TimeSpan.FromMilliseconds(rows.Sum(row => row.TotalMs) / count),
            AtPercentile(50),
            AtPercentile(99));

        TimeSpan? AtPercentile(double percentile) =>
            histogram.TotalCount == 0 ? null : TimeSpan.FromMilliseconds(histogram.GetValueAtPercentile(percentile));
    }

    private static SalesWindow WindowOf(AnalyticsModel model, SalesUnit unit) => unit switch
    {
        SalesUnit.Minute => model.Minutes,
        SalesUnit.Hour => model.Hours,
        _ => model.Days,
    };

    private static long TicksOf(SalesUnit unit) => unit switch
    {
        SalesUnit.Minute => TimeSpan.TicksPerMinute,
        SalesUnit.Hour => TimeSpan.TicksPerHour,
        _ => TimeSpan.TicksPerDay,
    };

    private static ImmutableArray<Sales> Sum(IEnumerable<Sales> all) =>
    [
        .. all.GroupBy(sales => sales.Currency).OrderBy(currency => currency.Key, StringComparer.Ordinal)
            .Select(currency => currency.Aggregate((sum, sales) => sum.Plus(sales))),
    ];

    private static IEnumerable<NamedSales> In(IReadOnlyDictionary<string, SalesRow> rows, string currency)
    {
        foreach (var (name, row) in rows)
        {
            if (row.In(currency) is { OrderCount: > 0 } sales) yield return new(name, sales);
        }
    }
}
