namespace CommandProcessor.Grains.Interfaces.Orders;

/// <summary>So many of one product at a price each, in the order's currency.</summary>
[GenerateSerializer, Immutable, Alias("order-line")]
public sealed record OrderLine([property: Id(0)] string Sku, [property: Id(1)] int Quantity, [property: Id(2)] decimal UnitPrice)
{
    public decimal Total() => Quantity * UnitPrice;
}
