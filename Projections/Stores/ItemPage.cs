using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Stores;

/// <summary>Which items of a read model to read: the greatest sort first, and among equals the greatest id.</summary>
/// <param name="Categories">Only those.</param>
/// <param name="After">The last item of the page before; null for the first page.</param>
public sealed record ItemPage(PartitionKey Key, IReadOnlyList<int> Categories, ItemCursor? After, int CountMax)
{
    /// <summary>True if items share rows: of each category all rows are read that hold of its page.</summary>
    public bool AreFinal { get; init; }
}

/// <summary>A place in the order of the items of a read model.</summary>
public readonly record struct ItemCursor(long Sort, string Item) : IComparable<ItemCursor>
{
    private const char Separator = '/';

    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static ItemCursor Parse(string text)
    {
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1
            && long.TryParse(text.AsSpan(0, at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sort)
            ? new(sort, text[(at + 1)..])
            : throw new FormatException("The cursor is not one that a page of this read model gave.");
    }

    /// <summary>Negative if this comes earlier in a page.</summary>
    public int CompareTo(ItemCursor other) => Sort != other.Sort ? other.Sort.CompareTo(Sort) : Utf8Order.Compare(other.Item, Item);

    public override string ToString() => Sort.ToString(CultureInfo.InvariantCulture) + Separator + Item;

    public static bool operator <(ItemCursor left, ItemCursor right) => left.CompareTo(right) < 0;

    public static bool operator >(ItemCursor left, ItemCursor right) => left.CompareTo(right) > 0;

    public static bool operator <=(ItemCursor left, ItemCursor right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ItemCursor left, ItemCursor right) => left.CompareTo(right) >= 0;
}
