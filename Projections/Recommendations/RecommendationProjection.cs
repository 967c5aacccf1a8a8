using System.IO.Hashing;
using System.Runtime.InteropServices;
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

    public RecommendationModel NewModel() => new(options);

    public void Apply(RecommendationModel model, RecordedEvent recorded)
    {
        if (recorded.Type != "order-placed" || OrderEventCodec.Instance.Decode(recorded) is not OrderEvent.OrderPlaced placed) return;
        var skus = placed.Lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal).ToArray();
        var together = Some(skus, recorded.Aggregate);
        foreach (var sku in together)
            model.Products.Set(sku, ProductCompany.Add(model.Products.Find(sku), together, sku, placed.OrderedAt, recorded.Position, options));
        var basket = model.Customers.Find(recorded.Key.Name) ?? CustomerBasket.Empty;
        model.Customers.Set(recorded.Key.Name, basket.Add(skus, recorded.Position, options.CustomerProductCountMax));
    }

    /// <summary>Of an order with many products some by lot, so that n products cost no n² rows; the lot is drawn from the order's id, the same for ever.</summary>
    private string[] Some(string[] skus, AggregateId order)
    {
        if (skus.Length <= options.OrderProductCountMax) return skus;
        var lots = Array.ConvertAll(skus, sku => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(string.Concat(order.Value, "/", sku).AsSpan())));
        string[] drawn = [.. skus];
        Array.Sort(lots, drawn);
        return drawn[..options.OrderProductCountMax];
    }
}
