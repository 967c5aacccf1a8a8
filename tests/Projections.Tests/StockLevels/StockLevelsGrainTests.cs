using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Grains.Interfaces.StockLevels;
using CommandProcessor.Projections.StockLevels;
using static CommandProcessor.Grains.Interfaces.Stock.StockEvent;

namespace CommandProcessor.Projections.Tests.StockLevels;

[Collection(nameof(ProjectionCluster))]
public sealed class StockLevelsGrainTests(ProjectionCluster cluster)
{
    private readonly Sku _sku = new("s" + Guid.NewGuid().ToString("N")[..12]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IStockLevelsGrain Grain => cluster.Grains.GetGrain<IStockLevelsGrain>(_sku.Value);

    [Fact]
    public async Task A_product_that_was_never_registered_has_no_level() => Assert.Null(await Grain.GetLevelAsync(AtLeast.Anything, Token));

    [Fact]
    public async Task What_the_road_brings_is_shown_and_saved()
    {
        RecordedEvent[] events =
        [
            Append(new ProductRegistered("Mug", "Kitchen", 2.50m, "GBP", Sample.Day)),
            Append(new StockReceived(10, "PO 1", Sample.Day)),
            Append(new ReorderLevelSet(7, Sample.Day)),
            Append(new StockBooked("b1", 4, Sample.Day, Sample.Day.AddDays(1))),
        ];

        await cluster.PublishAsync(events);
        await Eventually.HoldsAsync(
            "the read model is saved", async () => (await cluster.Store.FindAsync(new(new(StockLevelsProjection.Name, 1), _sku.PartitionKey), Token))?.Position == events[^1].Position);
        var level = await Grain.GetLevelAsync(new(events[^1].Position), Token);

        Assert.NotNull(level);
        Assert.Equal((10L, 4L, 6L, true), (level.OnHand, level.Booked, level.Available(), level.IsBelowReorderLevel()));
        Assert.Equal((_sku.Value, "Mug", Sample.Day.AddDays(1)), (level.Sku, level.Name, level.LastChangedAt));
        Assert.True(level.Position >= events[^1].Position);
    }

    [Fact]
    public async Task What_the_road_does_not_bring_is_read_from_the_journal()
    {
        var registered = Append(new ProductRegistered("Mug", "Kitchen", 2.50m, "GBP", Sample.Day));

        Assert.Equal("Mug", (await Grain.GetLevelAsync(new(registered.Position), Token))?.Name);
    }

    private RecordedEvent Append(StockEvent happened) => cluster.Journal.Append(_sku.PartitionKey, _sku.Aggregate, StockEventCodec.Instance.Encode(happened));
}
