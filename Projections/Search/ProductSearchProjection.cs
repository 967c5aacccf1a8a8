using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Stock;
using CommandProcessor.Projections.Partitions;
using CommandProcessor.Projections.StockLevels;

namespace CommandProcessor.Projections.Search;

/// <summary>Folds products and their stock into the rows that the index is made of.</summary>
public sealed class ProductSearchProjection : IPartitionProjection<ProductSearchModel>
{
    public const string ProjectionName = "product-search";

    public const int ProjectionVersion = 1;

    public string Name => ProjectionName;

    public int Version => ProjectionVersion;

    public ProductSearchModel NewModel() => new();

    public void Apply(ProductSearchModel model, RecordedEvent recorded)
    {
        if (!StockEventCodec.Instance.Knows(recorded.Type)) return;
        var sku = recorded.Aggregate.GrainKey;
        var happened = StockEventCodec.Instance.Decode(recorded);
        if (happened is StockEvent.BookingDeclined) return; // Also of a product that was never registered.
        if (happened is StockEvent.ProductRegistered e)
        {
            model.Products.Set(sku, new(e.Name, e.Category, e.Price, e.Currency, 0, 0, 0, IsDiscontinued: false, recorded.Position));
            return;
        }

        var before = model.Products.Find(sku) ?? throw new InvalidOperationException($"{recorded.Type} of {recorded.Aggregate}, which was never registered.");
        model.Products.Set(sku, Change(before, happened) with { Position = recorded.Position });
    }

    private static Product Change(Product before, StockEvent happened)
    {
        var pieces = new PieceCount(before.OnHand, before.Booked).After(happened);
        var product = before with { OnHand = pieces.OnHand, Booked = pieces.Booked };
        return happened switch
        {
            StockEvent.PriceChanged e => product with { Price = e.Price, Currency = e.Currency },
            StockEvent.ReorderLevelSet e => product with { ReorderLevel = e.Level },
            StockEvent.ProductDiscontinued => product with { IsDiscontinued = true },
            _ => product,
        };
    }
}
