using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.Search;
using CommandProcessor.Projections.Tests.Stores;

namespace CommandProcessor.Projections.Tests.Search;

/// <summary>The view whose rows stand in a table of their own, rebuilt, gone back from, dropped and folded anew.</summary>
public abstract class ProductSearchRebuildConformance
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract Task<IReadModelDatabase> CreateAsync();

    [Fact]
    public async Task The_index_goes_with_the_version_that_is_shown()
    {
        var database = await CreateAsync();
        await using var cluster = new ProjectionCluster(database); // Disposes the database.
        await cluster.InitializeAsync();
        var index = SqlProductIndex.Beside(database.Open());
        var rebuild = cluster.Grains.GetGrain<IProjectionRebuildGrain>("product-search");
        List<RecordedEvent> written = [.. Enumerable.Range(0, 20).Select(number => Register(cluster, number))];
        await cluster.PublishAsync(written);
        Assert.Equal(20, await CountAsync());
        var former = (await rebuild.StandAsync(0, Token)).Shown;

        await rebuild.StartAsync(Token);
        var done = await EndAsync(rebuild);
        written.Add(Register(cluster, 20));
        var afterRebuild = await CountAsync();
        await rebuild.GoBackAsync(Token);
        var back = await EndAsync(rebuild);
        var afterGoingBack = await CountAsync();
        var versions = await rebuild.ListVersionsAsync(Token);
        var kept = await CountOfAsync(done.Shown);
        await rebuild.DropAsync(Token);
        await Eventually.HoldsAsync("one version is left", async () => (await rebuild.ListVersionsAsync(Token)).Length == 1);
        var dropped = await CountOfAsync(done.Shown);
        for (var partition = 0; partition < cluster.Journal.Partitioning.PartitionCount; partition++)
            Assert.Null(await cluster.Admin.RedriveAsync("product-search", $"partition/{partition}", Token));
        var afterRefold = await CountAsync();

        Assert.Equal((RebuildState.Done, former + 1), (done.State, done.Shown));
        Assert.Equal((RebuildState.Done, former), (back.State, back.Shown));
        Assert.Equal((21, 21, 21), (afterRebuild, afterGoingBack, afterRefold));
        Assert.Equal(2, versions.Length);
        Assert.Equal((21, 0), (kept, dropped));
        Assert.Equal(0, await CountOfAsync(-former)); // Nothing is left beside.

        async Task<long> CountAsync() =>
            (await cluster.Grains.GetGrain<IProductSearchGrain>(0).SearchAsync(new() { Text = "heart" }, written.AtLeastAll(), Token)).Count;

        async Task<long> CountOfAsync(int version) => (await index.SearchAsync(new("product-search", version), new() { Text = "heart" }, Token)).Count;
    }

    private static RecordedEvent Register(ProjectionCluster cluster, int number) => cluster.Journal.Append(
        new Sku($"P{number}"), StockEventCodec.Instance, new StockEvent.ProductRegistered($"Heart number {number}", "Hearts", number + 1, "GBP", Sample.Day));

    private static async Task<RebuildStanding> EndAsync(IProjectionRebuildGrain rebuild)
    {
        RebuildStanding? standing = null;
        await Eventually.HoldsAsync("the rebuild ends", async () =>
            (standing = await rebuild.StandAsync(0, Token)).State is RebuildState.Done or RebuildState.Failed or RebuildState.Cancelled);
        return standing!; // Seen just now.
    }
}
