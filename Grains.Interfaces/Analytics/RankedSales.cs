namespace CommandProcessor.Grains.Interfaces.Analytics;

/// <summary>What was sold to a country or a customer, or of a product or a category.</summary>
/// <param name="Name">Of the country or category, the customer's number, the product's SKU.</param>
/// <param name="Title">What a product is called; null of others, and of a product that is not registered.</param>
/// <param name="Sales">In the currency that was asked for.</param>
[GenerateSerializer, Immutable, Alias("ranked-sales")]
public sealed record RankedSales([property: Id(0)] string Name, [property: Id(1)] string? Title, [property: Id(2)] Sales Sales);
