using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Recommendations;

namespace CommandProcessor.Projections.Tests.Recommendations;

public sealed class RecommendationsGrainTests(ProjectionCluster cluster) : IClassFixture<ProjectionCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IRecommendationsGrain Grain => cluster.Grains.GetGrain<IRecommendationsGrain>(0);

    [Fact]
    public async Task What_goes_together_is_counted_over_all_partitions()
    {
        var ada = Sample.NewCustomer();
        List<RecordedEvent> written = [];
        for (var at = 0; at < 20; at++) Order(Sample.NewCustomer(), "bread", "butter");
        for (var at = 0; at < 10; at++) Order(Sample.NewCustomer(), "bread", "jam");
        Order(ada, "bread", "salt");
        await cluster.PublishAsync(written);

        var together = await Grain.GetByProductAsync("bread", 2, written.AtLeastAll(), Token);
        var likes = await Grain.GetByCustomerAsync(ada, 10, written.AtLeastAll(), Token);

        Assert.Equal((31, 31), (together.Weight, together.Freshness.EventCount));
        Assert.Equal([new("butter", 20 / 31.0, 20), new Recommendation("jam", 10 / 31.0, 10)], together.Together);
        Assert.Equal(["bread", "salt"], likes.Because);
        Assert.Equal(["butter", "jam"], likes.Products.Select(one => one.Sku));
        Assert.Empty((await Grain.GetByCustomerAsync(Sample.NewCustomer(), 10, written.AtLeastAll(), Token)).Products);

        void Order(string customer, params string[] skus) => written.Add(cluster.Journal.Append(
            new OrderId(customer, "1"), new OrderEvent.OrderPlaced("GBP", [.. skus.Select(sku => new OrderLine(sku, 1, 1))], Sample.Home, 2, Sample.Day)));
    }

    [Fact]
    public async Task A_request_beyond_its_limits_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetByProductAsync("a/b", 1, AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetByProductAsync("a", 101, AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetByCustomerAsync("", 1, AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.GetByCustomerAsync("a", 0, AtLeastAll.Anything, Token));
    }
}
