using System.Globalization;

namespace CommandProcessor.Silo.Verification.Accounting;

/// <summary>What is right as it is and yet not settled, so that a person must see it: how many, and how much in each currency.</summary>
internal sealed class OpenItems
{
    private const int KeptCountMax = 10;
    private readonly SortedDictionary<string, decimal> _sums = new(StringComparer.Ordinal);
    private readonly List<string> _kept = [];

    public long Count { get; private set; }

    /// <summary>By currency.</summary>
    public IReadOnlyDictionary<string, decimal> Sums => _sums;

    /// <summary>The first of them.</summary>
    public IReadOnlyList<string> Kept => _kept;

    public void Add(string name, string currency, decimal amount)
    {
        Count++;
        _sums[currency] = _sums.GetValueOrDefault(currency) + amount;
        if (_kept.Count < KeptCountMax) _kept.Add(name);
    }

    /// <summary>Such as "GBP 1,490.20, JPY 200.00: order/17850/536365, order/17850/536366 and 3 others".</summary>
    public override string ToString()
    {
        var sums = string.Join(", ", _sums.Select(sum => string.Create(CultureInfo.InvariantCulture, $"{sum.Key} {sum.Value:N2}")));
        var others = Count > _kept.Count ? string.Create(CultureInfo.InvariantCulture, $" and {Count - _kept.Count:N0} others") : "";
        return $"{sums}: {string.Join(", ", _kept)}{others}";
    }
}
