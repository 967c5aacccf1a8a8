using System.Collections.Immutable;

namespace CommandProcessor.Projections.Recommendations;

/// <summary>What a customer bought.</summary>
/// <param name="ChangedAt">Position of the newest order.</param>
/// <param name="Skus">Each once, the newest first.</param>
[GenerateSerializer, Immutable, Alias("customer-basket")]
public sealed record CustomerBasket([property: Id(0)] long ChangedAt, [property: Id(1)] ImmutableArray<string> Skus)
{
    public static CustomerBasket Empty { get; } = new(0, []);

    public CustomerBasket Add(IReadOnlyList<string> skus, long position, int countMax) =>
        new(position, [.. skus.Take(countMax), .. Skus.Where(sku => !skus.Contains(sku)).Take(Math.Max(0, countMax - skus.Count))]);
}
