using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Fraud;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Projections.Fraud;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Recommendations;
using CommandProcessor.Silo.Verbs;

namespace CommandProcessor.Silo.Tests.Retail;

/// <summary>Views over everybody agree with a slow, obvious count over the orders of the real shop.</summary>
public sealed class RetailViewsTests(ITestOutputHelper output)
{
    private const int PartitionCount = 8;
    private static readonly Partitioning Partitioning = new(PartitionCount);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_bought_together_is_what_a_count_over_all_orders_says()
    {
        const int LineCountMax = 20;
        var options = new RecommendationOptions { OrderProductCountMax = LineCountMax, CompanionCountMax = 1_000 };
        var orders = (await OrdersAsync()).Where(order => order.Placed.Lines.Length <= LineCountMax).ToList();
        var models = Fold(new RecommendationProjection(options), orders);
        var baskets = BasketsOf(orders);

        foreach (var favourite in Favourites(baskets, 20))
        {
            var together = Together(models, favourite, 10);
            var with = baskets.Where(basket => basket.Skus.Contains(favourite)).ToList();
            var latest = with.Max(basket => basket.OrderedAt);

            Assert.Equal(Worth(with), together.Weight, tolerance: 0.001);
            Assert.All(together.Together, other => Assert.Equal(Worth(with.Where(basket => basket.Skus.Contains(other.Sku))), other.Weight, tolerance: 0.001));

            double Worth(IEnumerable<Basket> counted) => counted.Sum(basket => Math.Pow(0.5, (latest - basket.OrderedAt).TotalDays / options.HalfLifeDays));
        }
    }

    [Fact]
    public async Task Within_its_bounds_most_of_the_most_frequent_companions_are_found()
    {
        const int BestCount = 3;
        var orders = await OrdersAsync();
        var models = Fold(new RecommendationProjection(new()), orders);
        var baskets = BasketsOf(orders);
        var (found, asked) = (0, 0);
        foreach (var favourite in Favourites(baskets, 50))
        {
            var with = baskets.Where(basket => basket.Skus.Contains(favourite)).ToList();
            var latest = with.Max(basket => basket.OrderedAt);
            var best = with.SelectMany(basket => basket.Skus.Where(sku => sku != favourite), (basket, sku) => (sku, Worth: Math.Pow(0.5, (latest - basket.OrderedAt).TotalDays / 90)))
                .GroupBy(one => one.sku, one => one.Worth).OrderByDescending(one => one.Sum()).Take(BestCount).Select(one => one.Key);
            found += best.Intersect(Together(models, favourite, 10).Together.Select(one => one.Sku)).Count();
            asked += BestCount;
        }

        output.WriteLine($"{found} of {asked} of the three most frequent companions of the 50 most sold products are among the ten that the bounded counts show.");
        Assert.InRange(found, asked / 2, asked);
    }

    [Fact]
    public async Task Alerts_about_orders_are_those_that_a_look_at_each_customers_orders_gives()
    {
        var options = new FraudOptions();
        var orders = await OrdersAsync();
        var models = Fold(new FraudProjection(options), orders);
        var raised = models.SelectMany(model => model.Open.Rows.Values).Select(alert => (alert.Id.Customer, alert.Rule)).CountBy(alert => alert).OrderBy(alert => alert.Key);

        var expected = orders.GroupBy(order => order.Id.Customer).SelectMany(customer => Look(customer.Key, [.. customer.Select(order => order.Placed)], options));

        Assert.Equal(expected.CountBy(alert => alert).OrderBy(alert => alert.Key), raised);
        output.WriteLine(string.Join(", ", raised.CountBy(alert => alert.Key.Rule)));
    }

    private static List<Basket> BasketsOf(IEnumerable<(OrderId Id, OrderEvent.OrderPlaced Placed, RecordedEvent Recorded)> orders) =>
        [.. orders.Select(order => new Basket(order.Placed.OrderedAt, [.. order.Placed.Lines.Select(line => line.Sku)]))];

    private static IEnumerable<string> Favourites(IEnumerable<Basket> baskets, int count) => baskets
        .SelectMany(basket => basket.Skus).CountBy(sku => sku).OrderByDescending(sku => sku.Value).ThenBy(sku => sku.Key, StringComparer.Ordinal).Take(count).Select(sku => sku.Key);

    private static ProductRecommendations Together(IReadOnlyList<RecommendationModel> models, string sku, int count) =>
        Recommender.OfProduct(sku, [.. models.Select(model => model.Products.Find(sku)).OfType<ProductCompany>()], count, new RecommendationOptions().HalfLifeDays, ViewFreshness.None);

    private static IEnumerable<(string Customer, FraudRule Rule)> Look(string customer, ImmutableArray<OrderEvent.OrderPlaced> orders, FraudOptions options)
    {
        if (orders[0].Total >= options.LargeFirstOrder.AmountMinElse) yield return (customer, FraudRule.LargeFirstOrder);
        var isFast = false;
        for (var at = 0; at < orders.Length; at++)
        {
            decimal[] before = [.. orders[Math.Max(0, at - options.UnusualAmount.HistoryCountMax)..at].Select(order => order.Total).Order()];
            if (before.Length >= options.UnusualAmount.HistoryCountMin && orders[at].Total >= options.UnusualAmount.FactorMin * Median(before)) yield return (customer, FraudRule.UnusualAmount);

            var since = orders[..(at + 1)].Max(order => order.OrderedAt) - TimeSpan.FromMinutes(options.Velocity.WindowMinutes);
            var wasFast = isFast;
            isFast = orders[..(at + 1)].Count(order => order.OrderedAt >= since) >= options.Velocity.CountMin;
            if (isFast && !wasFast) yield return (customer, FraudRule.Velocity);
        }
    }

    private static decimal Median(decimal[] ordered) => (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;

    private IReadOnlyList<TModel> Fold<TModel>(IPartitionProjection<TModel> projection, IReadOnlyList<(OrderId Id, OrderEvent.OrderPlaced Placed, RecordedEvent Recorded)> orders)
        where TModel : PartitionModel
    {
        ModelFold<TModel>[] folds = [.. Enumerable.Range(0, PartitionCount).Select(_ => new ModelFold<TModel>(projection))];
        var started = TimeProvider.System.GetTimestamp();
        foreach (var (_, _, recorded) in orders)
        {
            var fold = folds[recorded.Partition];
            Assert.Null(fold.Fold(recorded with { Position = fold.Position + 1 }));
        }

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        output.WriteLine($"{projection.Name}: {orders.Count} orders of {orders.Sum(order => order.Placed.Lines.Length)} lines in {elapsed.TotalMilliseconds:0} ms.");
        return [.. folds.Select(fold => fold.Model)];
    }

    private static async Task<IReadOnlyList<(OrderId Id, OrderEvent.OrderPlaced Placed, RecordedEvent Recorded)>> OrdersAsync()
    {
        var known = new HashSet<PartitionKey>();
        var plan = await DemoVerb.PlanAsync(Token);
        return [.. plan.Lives.Select(life => life.Order).Select(order =>
        {
            var placed = new OrderEvent.OrderPlaced(order.Place.Currency, order.Place.Lines, order.Place.ShipTo, order.Total, order.OrderedAt);
            var data = OrderEventCodec.Instance.Encode(placed);
            return (order.Id, placed, new RecordedEvent
            {
                Partition = Partitioning.PartitionOf(order.Id.PartitionKey),
                Position = 0,
                Previous = known.Add(order.Id.PartitionKey) ? 0 : 1,
                Key = order.Id.PartitionKey,
                Aggregate = order.Id.Aggregate,
                Version = 1,
                Type = data.Type,
                SchemaVersion = data.SchemaVersion,
                Context = new() { CommandId = order.CommandId("place"), CorrelationId = Guid.Empty, Principal = "test" },
                RecordedAt = order.OrderedAt,
                Body = data.Body,
                Hash = ReadOnlyMemory<byte>.Empty,
            });
        })];
    }

    private sealed record Basket(DateTimeOffset OrderedAt, HashSet<string> Skus);
}
