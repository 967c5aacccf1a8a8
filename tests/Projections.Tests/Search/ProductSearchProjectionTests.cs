using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.Search;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Projections.Tests.Stores;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Projections.Tests.Search;

public sealed class ProductSearchProjectionTests
{
    private static readonly Sku Heart = new("85123A");
    private static readonly DateTimeOffset At = Sample.Day;
    private readonly MemoryJournal _journal = new(partitionCount: 1);

    [Fact]
    public async Task A_registered_product_has_no_stock()
    {
        Given(new ProductRegistered("Heart", "Lighting", 2.55m, "GBP", At));

        await ThenAsync(new("Heart", "Lighting", 2.55m, "GBP", 0, 0, 0, false, 1));
    }

    [Fact]
    public async Task Stock_comes_is_promised_freed_and_leaves()
    {
        Given(new ProductRegistered("Heart", "Lighting", 2.55m, "GBP", At), new StockReceived(10, "PO 1", At),
            new StockBooked("a", 3, At, At), new StockBooked("b", 2, At, At), new StockBooked("c", 1, At, At),
            new BookingShipped("a", 3, At), new BookingCancelled("b", 2, At), new BookingExpired("c", 1, At), new StockBooked("d", 4, At, At), new StockLeftUnbooked("e", 3, 1, At));

        await ThenAsync(new("Heart", "Lighting", 2.55m, "GBP", 5, 4, 0, false, 10));
    }

    [Fact]
    public async Task A_count_a_price_and_the_end_are_taken_as_they_are()
    {
        Given(new ProductRegistered("Heart", "Lighting", 2.55m, "GBP", At), new StockCounted(8, 8, "Inventory", At),
            new PriceChanged(3m, "GBP", At), new ReorderLevelSet(5, At), new ProductDiscontinued("Out of fashion", At));

        await ThenAsync(new("Heart", "Lighting", 3m, "GBP", 8, 0, 5, true, 5));
    }

    [Fact]
    public async Task A_booking_that_was_declined_is_nothing_to_it_also_of_a_product_that_was_never_registered()
    {
        Given(new BookingDeclined("order/ada/1: 1", 1, 400, "Not registered.", At), new ProductRegistered("Heart", "Lighting", 2.55m, "GBP", At),
            new BookingDeclined("order/ada/2: 1", 1, 421, "None.", At));

        await ThenAsync(new("Heart", "Lighting", 2.55m, "GBP", 0, 0, 0, false, 2));
    }

    [Fact]
    public void Stock_of_a_product_that_was_never_registered_is_an_error() => Assert.Throws<InvalidOperationException>(() =>
        new ProductSearchProjection().Apply(new(), _journal.Append(Heart, StockEventCodec.Instance, new StockReceived(1, "PO", At))));

    [Fact]
    public async Task A_row_reads_back_as_what_was_written()
    {
        Given(new ProductRegistered("Heart", "Lighting", 2.55m, "GBP", At), new StockReceived(10, "PO 1", At));
        var model = (await _journal.FoldAsync(new ProductSearchProjection())).Model;

        Assert.Equal(model.Products.Rows, new ProductSearchProjection().Reloaded(model).Products.Rows);
    }

    [Fact]
    public async Task The_index_shows_what_the_rows_say_also_when_they_come_twice_and_late()
    {
        var token = TestContext.Current.CancellationToken;
        var (seed, view) = (Environment.TickCount, new ReadModelId("product-search", 1));
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        await using var database = new SqliteDatabase();
        var store = database.Open();
        await store.InitializeAsync(token);
        var index = SqlProductIndex.Beside(store);
        var sink = new ProductIndexSink(index);
        List<(ProductSearchModel Model, long Position)> snapshots = [];

        for (var step = 0; step < 60; step++)
        {
            var sku = new Sku($"S{random.Next(6)}");
            if (!_journal.Of(sku.PartitionKey).Any()) _journal.Append(sku, StockEventCodec.Instance, new ProductRegistered($"Thing {sku}", "Things", 1, "GBP", At));
            var last = _journal.Append(sku, StockEventCodec.Instance, new StockReceived(random.Next(1, 9), "PO", At));
            snapshots.Add(((await _journal.FoldAsync(new ProductSearchProjection())).Model, last.Position));
            var (model, position) = snapshots[random.Next(snapshots.Count)]; // As after a crash: what was handed over comes again, older too.
            await sink.SaveAsync(view, 0, model, [.. model.Products.Rows.Keys], position, token);
        }

        var newest = snapshots[^1].Model;
        await sink.SaveAsync(view, 0, newest, [.. newest.Products.Rows.Keys], snapshots[^1].Position, token);
        var found = await index.SearchAsync(view, new() { Text = "thing", PageSize = 100 }, token);
        Assert.Equal(
            newest.Products.Rows.Select(row => (row.Key, row.Value.OnHand)).Order(),
            found.Products.Select(hit => (hit.Sku, hit.OnHand)).Order());
    }

    [Fact]
    public async Task Orders_are_not_its_business()
    {
        _journal.Append(new OrderId("ada", "1"), Sample.Placed());

        Assert.Empty((await _journal.FoldAsync(new ProductSearchProjection())).Model.Products.Rows);
    }

    private void Given(params StockEvent[] events)
    {
        foreach (var happened in events) _journal.Append(Heart, StockEventCodec.Instance, happened);
    }

    private async Task ThenAsync(Product expected) =>
        Assert.Equal(expected, (await _journal.FoldAsync(new ProductSearchProjection())).Model.Products.Find(Heart.Value));
}
