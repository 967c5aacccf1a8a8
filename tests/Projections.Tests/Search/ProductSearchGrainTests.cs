using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Grains.Interfaces.Stock;

namespace CommandProcessor.Projections.Tests.Search;

public sealed class ProductSearchGrainTests(ProjectionCluster cluster) : IClassFixture<ProjectionCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IProductSearchGrain Grain => cluster.Grains.GetGrain<IProductSearchGrain>(0);

    [Fact]
    public async Task A_search_shows_at_least_what_it_is_asked_to_show()
    {
        List<RecordedEvent> written = [.. Enumerable.Range(0, 20).Select(number =>
            Happen($"P{number}", new StockEvent.ProductRegistered($"Heart number {number}", "Hearts", number + 1, "GBP", Sample.Day)))];
        await cluster.PublishAsync(written);

        var page = await Grain.SearchAsync(new() { Text = "heart", PageSize = 5, Sort = ProductSort.Dearest }, written.AtLeastAll(), Token);
        Assert.Equal((20, 20), (page.Count, page.Freshness.EventCount));
        Assert.Equal(["P19", "P18", "P17", "P16", "P15"], page.Products.Select(product => product.Sku));

        written.Add(Happen("P3", new StockEvent.StockReceived(7, "PO", Sample.Day))); // The road has not brought it: the view reads it from the journal.
        var stocked = Assert.Single((await Grain.SearchAsync(new() { Text = "heart", OnlyInStock = true }, written.AtLeastAll(), Token)).Products);
        Assert.Equal(("P3", 7), (stocked.Sku, stocked.Available));
    }

    [Fact]
    public async Task A_request_beyond_its_limits_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.SearchAsync(new() { PageSize = 0 }, AtLeastAll.Anything, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.SearchAsync(new() { After = "nonsense" }, AtLeastAll.Anything, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Grain.SearchAsync(new(), new([new(99, 1)]), Token));
    }

    private RecordedEvent Happen(string sku, StockEvent happened) => cluster.Journal.Append(new Sku(sku), StockEventCodec.Instance, happened);
}
