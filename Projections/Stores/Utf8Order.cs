namespace CommandProcessor.Projections.Stores;

/// <summary>
/// The order in which both databases keep text: by its bytes in UTF-8, which is by code points. Ordinal order of .NET differs from it
/// where surrogates meet characters from U+E000 to U+FFFF.
/// </summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var at = 0; at < length; at++)
        {
            if (left[at] != right[at]) return Rank(left[at]).CompareTo(Rank(right[at]));
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int Rank(char character) => char.IsSurrogate(character) ? character + 0x10000 : character;
}
