using CommandProcessor.Grains.Stock;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>A product: what it is by its own rules, and the sums of what its events say came and went.</summary>
internal sealed class StockEntry(string sku)
{
    public string Sku => sku;

    /// <summary>As the aggregate sees itself.</summary>
    public StockItem Item { get; set; } = StockItem.Initial;

    /// <summary>From suppliers.</summary>
    public long Received { get; set; }

    /// <summary>Found or missed in counts.</summary>
    public long Counted { get; set; }

    /// <summary>In the name of no order.</summary>
    public long LeftElsewhere { get; set; }
}
