using System.Buffers;
using System.Globalization;
using System.Text;
using CommandProcessor.Grains.Interfaces.Search;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Search;

/// <summary>The place of a product in the order of what was found: by number, then by text, then by SKU.</summary>
internal readonly record struct ProductCursor(double Rank, string Text, string Sku) : IComparable<ProductCursor>
{
    private const char Separator = '/';

    public static ProductCursor Start { get; } = new(double.MinValue, "", "");

    /// <exception cref="ArgumentException">The text is no cursor of a page with that order.</exception>
    public static ProductCursor Parse(string text, ProductSort sort)
    {
        var parts = text.Split(Separator);
        var isCursor = parts.Length == 4
            && parts[0] == NameOf(sort)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var rank)
            && double.IsFinite(rank)
            && TryDecode(parts[2], out var name)
            && TryDecode(parts[3], out var sku)
            ? new ProductCursor(rank, name, sku)
            : default(ProductCursor?);
        return isCursor ?? throw new ArgumentException($"ProductSearchRequest.After is not what a page sorted by {sort} gave.");
    }

    /// <summary>Negative if this comes earlier in a page; as the databases compare them.</summary>
    public int CompareTo(ProductCursor other)
    {
        if (Rank != other.Rank) return Rank.CompareTo(other.Rank);
        return Utf8Order.Compare(Text, other.Text) is not 0 and var byText ? byText : Utf8Order.Compare(Sku, other.Sku);
    }

    public string Format(ProductSort sort) =>
        string.Join(Separator, NameOf(sort), Rank.ToString("R", CultureInfo.InvariantCulture), Encode(Text), Encode(Sku));

    private static string NameOf(ProductSort sort) => ((int)sort).ToString(CultureInfo.InvariantCulture);

    private static string Encode(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private static bool TryDecode(string hex, out string text)
    {
        var bytes = new byte[hex.Length / 2];
        var isHex = Convert.FromHexString(hex, bytes, out _, out _) is OperationStatus.Done;
        text = isHex ? Encoding.UTF8.GetString(bytes) : "";
        return isHex && !text.Contains('\0', StringComparison.Ordinal) && !text.Contains('\uFFFD', StringComparison.Ordinal);
    }
}
