using System.Runtime.InteropServices;
using CommandProcessor.Grains.Interfaces.Stock;

namespace CommandProcessor.Silo.Retail;

/// <summary>Gathers what the file says about each product that is sold. Where its lines disagree, most of them are right, and among equals the first.</summary>
internal sealed class RetailCatalogue
{
    /// <summary>One piece to spare for so many that are taken, and some in any case: what is lost on its way is sent once more.</summary>
    private const int SpareShare = 10;
    private const int SpareMin = 10;

    /// <summary>The data is of about so many months.</summary>
    private const int MonthCount = 13;
    private const int ReorderLevelMin = 5;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Takes note of the lines of an invoice that became an order.</summary>
    public void Add(RetailInvoice invoice)
    {
        foreach (var line in invoice.Lines)
        {
            if (line.Quantity <= 0 || line.UnitPrice <= 0) continue;
            var sku = RetailOrders.Sku(line);
            if (!_entries.TryGetValue(sku, out var entry)) _entries.Add(sku, entry = new());
            if (!string.IsNullOrWhiteSpace(line.Description)) entry.Names.Count(line.Description);
            entry.Prices.Count(line.UnitPrice);
        }
    }

    /// <param name="lives">What takes pieces.</param>
    public IReadOnlyList<RetailProduct> Products(IEnumerable<RetailLife> lives)
    {
        var taken = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var life in lives)
        {
            foreach (var line in life.Order.Place.Lines) CollectionsMarshal.GetValueRefOrAddDefault(taken, line.Sku, out _) += (long)line.Quantity * life.SendCount;
        }

        return [.. taken.OrderBy(product => product.Key, StringComparer.Ordinal).Select(product => Product(product.Key, product.Value))];
    }

    private RetailProduct Product(string sku, long taken)
    {
        var entry = _entries[sku];
        var name = entry.Names.Most() ?? sku;
        var received = taken + Math.Max(SpareMin, taken / SpareShare);
        return new(
            new Sku(sku), name, RetailCategories.Of(sku, name), entry.Prices.Most(), (int)Math.Min(received, StockLimits.ReceivedQuantityMax),
            (int)Math.Clamp(taken / MonthCount, ReorderLevelMin, StockLimits.ReceivedQuantityMax));
    }

    private sealed class Entry
    {
        public Tally<string> Names { get; } = new();

        public Tally<decimal> Prices { get; } = new();
    }

    private sealed class Tally<T>
        where T : notnull
    {
        private readonly Dictionary<T, (int Count, int Rank)> _counts = [];

        public void Count(T value)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out var isKnown);
            place = (place.Count + 1, isKnown ? place.Rank : _counts.Count);
        }

        public T? Most() => _counts.OrderByDescending(count => count.Value.Count).ThenBy(count => count.Value.Rank).Select(count => count.Key).FirstOrDefault();
    }
}
