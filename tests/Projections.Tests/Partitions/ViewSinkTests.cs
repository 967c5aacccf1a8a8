using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Search;

namespace CommandProcessor.Projections.Tests.Partitions;

/// <summary>What a view has beside its rows is what its rows say, whoever else writes.</summary>
public sealed class ViewSinkTests
{
    private static readonly ProjectionOptions Quick = new() { ViewSavePeriodMs = 5, FeedLookPeriodMs = 10, FeedGapWaitMs = 5, ViewPauseMs = 0, ViewRetryMs = 1 };
    private static readonly DateTimeOffset At = Sample.Day;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_activation_that_still_holds_a_wrong_fold_adds_nothing_to_the_index()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        var index = side.NewProductIndex();
        var sink = new ProductIndexSink(index);
        Append(side, new StockEvent.ProductRegistered("Heart", "Lighting", 2m, "GBP", At));
        await using var wrong = new ViewActivation<ProductSearchModel>(side, new TwiceAsDear(), sink, 0);
        await wrong.AskSavedAsync(new(1));
        await using var right = new ViewActivation<ProductSearchModel>(side, new ProductSearchProjection(), sink, 0);
        await right.RefoldAsync();

        // The wrong one is to save the event first, and is turned away; the right one saves it afterwards, at the same position.
        var isTurnedAway = new TaskCompletionSource();
        side.Store.AfterSave = rejected => { if (rejected.Count > 0) isTurnedAway.TrySetResult(); };
        var last = Append(side, new StockEvent.StockReceived(7, "PO", At));
        await isTurnedAway.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        await right.AskSavedAsync(new(last));

        var shown = Assert.Single((await index.SearchAsync(new(ProductSearchProjection.ProjectionName, 1), new() { Text = "heart" }, Token)).Products);
        Assert.Equal((2m, 7), (shown.Price, shown.OnHand));
        var report = await side.VerifyAsync(new ProductSearchProjection(), sink);
        Assert.Empty(report.Differences);
        Assert.Equal(1, report.Beside);
    }

    [Fact]
    public async Task A_program_that_folds_otherwise_writes_over_what_was_not_saved_with_its_row()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        var sink = new ProductIndexSink(side.NewProductIndex());
        Append(side, new StockEvent.ProductRegistered("Heart", "Lighting", 2m, "GBP", At));
        side.Store.FailSaves(PartitionKey.Create("partition", "0"), count: int.MaxValue);
        await using (var wrong = new ViewActivation<ProductSearchModel>(side, new TwiceAsDear(), sink, 0))
        {
            await Eventually.HoldsAsync("it has tried to save", () => Task.FromResult(side.Store.FailuresLeft(PartitionKey.Create("partition", "0")) < int.MaxValue - 2));
        }

        side.Store.FailSaves(PartitionKey.Create("partition", "0"), count: 0);
        await using var right = new ViewActivation<ProductSearchModel>(side, new ProductSearchProjection(), sink, 0);
        await right.AskSavedAsync(new(1));

        Assert.Empty((await side.VerifyAsync(new ProductSearchProjection(), sink)).Differences);
    }

    [Fact]
    public async Task An_index_that_is_not_what_the_journal_leads_to_is_found()
    {
        await using var side = await ReadSide.OpenAsync(Quick, new MemoryJournal(1));
        var sink = new ProductIndexSink(side.NewProductIndex());
        Append(side, new StockEvent.ProductRegistered("Heart", "Lighting", 2m, "GBP", At));
        await using (var view = new ViewActivation<ProductSearchModel>(side, new ProductSearchProjection(), sink, 0)) await view.AskSavedAsync(new(1));

        await side.ExecuteAsync("UPDATE product_entry SET price = 4000");

        Assert.Equal(["The index shows product 85123A as something else than the journal leads to."], (await side.VerifyAsync(new ProductSearchProjection(), sink)).Differences);
    }

    private static long Append(ReadSide side, StockEvent happened) => side.Journal.Append(new Sku("85123A"), StockEventCodec.Instance, happened).Position;

    /// <summary>The same view with a mistake.</summary>
    private sealed class TwiceAsDear : IPartitionProjection<ProductSearchModel>
    {
        private readonly ProductSearchProjection _right = new();

        public string Name => _right.Name;

        public int Version => _right.Version;

        public ProductSearchModel NewModel() => _right.NewModel();

        public void Apply(ProductSearchModel model, RecordedEvent recorded)
        {
            _right.Apply(model, recorded);
            var sku = recorded.Aggregate.GrainKey;
            if (recorded.Version == 1 && model.Products.Find(sku) is { } product) model.Products.Set(sku, product with { Price = 2 * product.Price });
        }
    }
}
