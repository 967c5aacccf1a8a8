namespace CommandProcessor.Grains.Interfaces.Search;

/// <summary>What comes first among the products that are found.</summary>
[GenerateSerializer, Alias("product-sort")]
public enum ProductSort
{
    None = 0,

    /// <summary>What fits the words best; by name where there are no words.</summary>
    Relevance = 1,

    /// <summary>The cheapest; currencies are compared by their numbers, so name one.</summary>
    Cheapest = 2,

    /// <summary>The most expensive.</summary>
    Dearest = 3,

    Name = 4,
}
