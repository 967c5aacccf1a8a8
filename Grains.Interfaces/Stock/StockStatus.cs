namespace CommandProcessor.Grains.Interfaces.Stock;

/// <summary>Where a product stands.</summary>
[GenerateSerializer, Alias("stock-status")]
public enum StockStatus
{
    None = 0,
    Registered = 1,
    Discontinued = 2,
}
