namespace CommandProcessor.Projections.Search;

/// <summary>A product as the index takes it.</summary>
public sealed record ProductEntry(string Sku, Product Product)
{
    /// <summary>Prices in the database are whole numbers of thousandths: no currency is finer.</summary>
    internal const int PriceScale = 1_000;

    internal long PriceInThousandths => (long)decimal.Round(Product.Price * PriceScale);
}
