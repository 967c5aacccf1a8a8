using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Recommendations;

namespace CommandProcessor.Projections.Tests.Recommendations;

public sealed class RecommendationTests(ITestOutputHelper output)
{
    private readonly MemoryJournal _journal = new(partitionCount: 1);
    private readonly RecommendationOptions _options = new();
    private int _number;

    [Fact]
    public async Task What_is_bought_together_more_often_comes_first()
    {
        Order("ada", 0, "bread", "butter");
        Order("bob", 0, "bread", "butter", "jam");
        Order("eve", 0, "bread", "jam", "butter");
        Order("eve", 0, "bread");

        var together = await TogetherAsync("bread");

        Assert.Equal(4, together.Weight);
        Assert.Equal([new("butter", 0.75, 3), new Recommendation("jam", 0.5, 2)], together.Together);
        Assert.Equal(["bread", "jam"], (await TogetherAsync("butter")).Together.Select(one => one.Sku));
        Assert.Empty((await TogetherAsync("nails")).Together);
    }

    [Fact]
    public async Task A_product_on_two_lines_is_bought_once()
    {
        Order("ada", 0, "bread", "butter", "bread", "butter");

        Assert.Equal(new Recommendation("butter", 1, 1), Assert.Single((await TogetherAsync("bread")).Together));
    }

    [Fact]
    public async Task An_order_counts_for_half_after_a_half_life_and_for_what_it_is_worth_when_it_comes_late()
    {
        Order("ada", 90, "bread", "butter");
        Order("ada", 180, "bread", "jam");
        Order("ada", 0, "bread", "salt");

        var together = (await TogetherAsync("bread")).Together;

        Assert.Equal(["jam", "butter", "salt"], together.Select(one => one.Sku));
        Assert.Equal([1, 0.5, 0.25], together.Select(one => one.Weight));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(45)]
    [InlineData(89.999)]
    [InlineData(100)]
    [InlineData(3_650)]
    public void Decay_is_the_power_of_a_half(double days) =>
        Assert.Equal(Math.Pow(0.5, days / 90), HalfLife.Decay(TimeSpan.FromDays(days), 90), tolerance: 1e-12);

    [Fact]
    public void Decay_has_an_end_and_time_does_not_run_back()
    {
        Assert.Equal(0, HalfLife.Decay(TimeSpan.FromDays(1_000_000), 1));
        Assert.Equal(1, HalfLife.Decay(TimeSpan.FromDays(-1), 1));
    }

    [Fact]
    public async Task A_frequent_companion_stays_among_many_that_come_once_and_none_is_counted_too_often()
    {
        _options.CompanionCountMax = 4;
        for (var at = 0; at < 100; at++)
        {
            Order("ada", 0, "bread", $"once{at}");
            if (at % 3 == 0) Order("ada", 0, "bread", "butter");
        }

        var together = (await TogetherAsync("bread")).Together;

        Assert.Equal("butter", together[0].Sku);
        Assert.InRange(together[0].Weight, 5, 34);
        Assert.Equal(4, together.Length);
        Assert.All(together.Skip(1), one => Assert.InRange(one.Weight, 0, 1));
    }

    [Fact]
    public async Task A_large_order_writes_few_rows_and_the_same_in_every_fold()
    {
        Order("ada", 0, [.. Enumerable.Range(0, 500).Select(number => $"S{number}")]);

        var model = (await _journal.FoldAsync(Projection())).Model;

        Assert.Equal(24, model.Products.Rows.Count);
        Assert.All(model.Products.Rows.Values, row => Assert.Equal(23, row.Companions.Length));
        Assert.Equal(50, model.Customers.Find("ada")?.Skus.Length);
        Assert.Equal(model.Stored(), (await _journal.FoldAsync(Projection())).Model.Stored());
    }

    [Fact]
    public async Task Products_and_customers_are_bounded()
    {
        (_options.ProductCountMax, _options.CustomerCountMax) = (8, 8);
        for (var at = 0; at < 200; at++) Order($"c{at}", 0, $"S{at}", $"T{at}");

        var model = (await _journal.FoldAsync(Projection())).Model;

        Assert.Equal((8, 8), (model.Products.Rows.Count, model.Customers.Rows.Count));
    }

    [Fact]
    public async Task A_customer_is_told_what_goes_with_the_newest_products_and_not_what_is_there()
    {
        for (var at = 0; at < 3; at++) Order("bob", 0, "bread", "butter");
        Order("bob", 0, "bread", "jam");
        Order("bob", 0, "tea", "milk");
        Order("ada", 0, "bread", "milk");

        var likes = await LikesAsync("ada");

        Assert.Equal(["bread", "milk"], likes.Because);
        Assert.Equal(["butter", "tea", "jam"], likes.Products.Select(one => one.Sku));
        Assert.Empty((await LikesAsync("nobody")).Products);
    }

    [Fact]
    public void A_basket_has_each_product_once_the_newest_first()
    {
        var basket = CustomerBasket.Empty.Add(["a", "b"], 1, 4).Add(["c", "a"], 2, 4).Add(["d"], 3, 4);

        Assert.Equal(["d", "c", "a", "b"], basket.Skus);
        Assert.Equal(["e", "d", "c", "a"], basket.Add(["e"], 4, 4).Skus);
    }

    [Fact]
    public async Task The_partitions_together_say_what_a_slow_and_obvious_count_says()
    {
        (_options.OrderProductCountMax, _options.CompanionCountMax) = (50, 50);
        for (var seed = Environment.TickCount; ; seed++)
        {
            output.WriteLine($"Seed {seed}");
            var (random, journal) = (new Random(seed), new MemoryJournal(4));
            List<(double Day, string[] Skus)> orders = [];
            for (var at = 0; at < 100; at++)
            {
                var day = random.NextDouble() * 400;
                string[] skus = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => $"S{random.Next(12)}")];
                orders.Add((day, [.. skus.Distinct()]));
                Order(journal, $"c{random.Next(20)}", day, skus);
            }

            var parts = await journal.FoldAllAsync(Projection());
            for (var product = 0; product < 12; product++)
            {
                var sku = $"S{product}";
                var with = orders.Where(order => order.Skus.Contains(sku)).ToArray();
                if (with.Length == 0) continue;
                var latest = with.Max(order => order.Day);
                var together = Recommender.OfProduct(sku, [.. parts.Select(part => part.Products.Find(sku)).OfType<ProductCompany>()], 100, 90, ViewFreshness.None);

                Assert.Equal(with.Sum(order => Math.Pow(0.5, (latest - order.Day) / 90)), together.Weight, tolerance: 1e-4);
                foreach (var other in together.Together)
                    Assert.Equal(with.Where(order => order.Skus.Contains(other.Sku)).Sum(order => Math.Pow(0.5, (latest - order.Day) / 90)), other.Weight, tolerance: 1e-4);
                Assert.Equal(with.SelectMany(order => order.Skus).Distinct().Count() - 1, together.Together.Length);
            }

            if (seed % 10 == 0) return;
        }
    }

    [Fact]
    public async Task A_silo_that_comes_back_goes_on_as_if_it_had_never_been_away()
    {
        var random = new Random(7);
        for (var at = 0; at < 100; at++) Order($"c{random.Next(9)}", random.Next(100), [.. Enumerable.Range(0, 5).Select(_ => $"S{random.Next(40)}")]);
        var events = await _journal.ReadPartitionAsync(0, 1, int.MaxValue, TestContext.Current.CancellationToken);
        var half = new ModelFold<RecommendationModel>(Projection());
        foreach (var recorded in events.Take(50)) half.Fold(recorded);

        var reloaded = Projection().Reloaded(half.Model);
        foreach (var recorded in events.Skip(50)) Projection().Apply(reloaded, recorded);

        Assert.Equal((await _journal.FoldAsync(Projection())).Model.Stored(), reloaded.Stored());
    }

    private void Order(string customer, double day, params string[] skus) => Order(_journal, customer, day, skus);

    private void Order(MemoryJournal journal, string customer, double day, params string[] skus)
    {
        ImmutableArray<OrderLine> lines = [.. skus.Select(sku => new OrderLine(sku, 1, 1))];
        journal.Append(new OrderId(customer, $"{++_number}"), new OrderEvent.OrderPlaced("GBP", lines, Sample.Home, skus.Length, Sample.Day.AddDays(day)));
    }

    private RecommendationProjection Projection() => new(_options);

    private async Task<ProductRecommendations> TogetherAsync(string sku)
    {
        var model = (await _journal.FoldAsync(Projection())).Model;
        return Recommender.OfProduct(sku, model.Products.Find(sku) is { } row ? [row] : [], 10, _options.HalfLifeDays, ViewFreshness.None);
    }

    private async Task<CustomerRecommendations> LikesAsync(string customer)
    {
        var model = (await _journal.FoldAsync(Projection())).Model;
        var basket = model.Customers.Find(customer)?.Skus ?? [];
        return Recommender.OfCustomer(
            customer, basket, [[.. Recommender.BecauseOf(basket).Select(model.Products.Find)]], 10, _options.HalfLifeDays, ViewFreshness.None);
    }
}
