using System.Text;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Makes of an error what any database takes: not too long, no control characters, no half of a character.</summary>
internal static class Storable
{
    public static string Text(string error, int lengthMax)
    {
        var text = new StringBuilder();
        foreach (var rune in error.EnumerateRunes().Take(lengthMax)) text.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        return text.ToString();
    }
}
