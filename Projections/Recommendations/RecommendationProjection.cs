using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Orders;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>
/// Counts what is ordered together. An order counts when it is placed, whatever becomes of it: what people want together is known then.
/// </summary>
public sealed class RecommendationProjection(RecommendationOptions options) : IPartitionProjection<RecommendationModel>
{
    public const string ProjectionName = "recommendations";

    public string Name => ProjectionName;

    public int Version => 1;

    public string Rules { get; } = RulesFingerprint.Of(options, RecommendationJson.Default.RecommendationOptions);

    public RecommendationModel NewModel() => new(options);

    public void Apply(RecommendationModel model, RecordedEvent recorded)
    {
        if (recorded.Type != "order-placed" || OrderEventCodec.Instance.Decode(recorded) is not OrderEvent.OrderPlaced placed) return;
        var skus = placed.Lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal).ToArray();
        var together = Lot.Draw(skus, recorded.Aggregate, options.OrderProductCountMax);
        foreach (var sku in together)
            model.Products.Set(sku, ProductCompany.Add(model.Products.Find(sku), together, sku, placed.OrderedAt, recorded.Position, options));
        var basket = model.Customers.Find(recorded.Key.Name) ?? CustomerBasket.Empty;
        model.Customers.Set(recorded.Key.Name, basket.Add(skus, recorded.Position, options.CustomerProductCountMax));
    }
}
