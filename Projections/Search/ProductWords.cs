using System.Globalization;
using System.Text;

namespace CommandProcessor.Projections.Search;

/// <summary>
/// How text becomes words, the same for what is stored and what is asked for, and on every database: runs of letters and digits in lower
/// case. So nothing that somebody types can be anything but words to the database.
/// </summary>
internal static class ProductWords
{
    public static IReadOnlyList<string> Of(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || IsMark(rune)) word.Append(Rune.ToLowerInvariant(rune).ToString());
            else End();
        }

        End();
        return words;

        void End()
        {
            if (word.Length == 0) return;
            words.Add(word.ToString());
            word.Clear();
        }
    }

    public static string Spaced(string text) => string.Join(' ', Of(text));

    /// <summary>An accent or vowel sign belongs to the letter before it.</summary>
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
