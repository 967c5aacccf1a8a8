using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>
/// What every part of an id must be: 1 to <see cref="LengthMax"/> characters, none of them a control character or '/', and no ": ", behind which the names of
/// what processes hold and book go on.
/// </summary>
public static class Identifier
{
    public const int LengthMax = 100;
    public const char Separator = '/';
    public const string NameSeparator = ": ";

    /// <summary>What nearly all ids are made of: one of these alone needs no closer look.</summary>
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Returns <paramref name="value"/> if it may be a part of an id.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, or holds a character that is not allowed.</exception>
    public static string Checked(string? value, string name) =>
        Mistake(value, name) is { } mistake ? throw new ArgumentException(mistake) : value!; // A value without a mistake is not null.

    /// <summary>Says what is wrong with <paramref name="value"/>, or null.</summary>
    public static string? Mistake(string? value, string name)
    {
        if (IsPlain(value)) return null;
        if (string.IsNullOrWhiteSpace(value)) return $"{name} is empty.";
        if (value.Length > LengthMax) return $"{name} has {value.Length} characters; at most {LengthMax} are allowed.";
        foreach (var character in value)
        {
            if (char.IsControl(character)) return $"{name} holds the control character U+{(int)character:X4}.";
            if (character == Separator) return $"{name} '{value}' holds '/', which separates the parts of an id.";
        }

        if (value.Contains(NameSeparator, StringComparison.Ordinal)) return $"{name} '{value}' holds '{NameSeparator}', which separates the parts of a name.";
        if (!IsWellFormed(value)) return $"{name} holds half of a character outside the Basic Multilingual Plane.";
        return char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]) ? $"{name} '{value}' starts or ends with white space." : null;
    }

    /// <summary>False for text that UTF-8 cannot carry and would come back changed from the journal.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done) return false;
            text = text[length..];
        }

        return true;
    }

    /// <summary>True if <see cref="Mistake"/> has nothing to say.</summary>
    internal static bool IsFaultless(ReadOnlySpan<char> value) => IsPlain(value) || Mistake(value.ToString(), "") is null;

    private static bool IsPlain(ReadOnlySpan<char> value) => value.Length is > 0 and <= LengthMax && !value.ContainsAnyExcept(PlainCharacters);

    /// <summary>The two parts of the id "first/second".</summary>
    /// <exception cref="FormatException">The text is no such id.</exception>
    internal static (string First, string Second) Split(string? text, string firstName, string secondName)
    {
        if (!TrySplit(text, out var first, out var second))
            throw new FormatException($"'{text}' is no id; expected {firstName}/{secondName}, each of 1 to {LengthMax} characters.");
        var mistake = Mistake(first, firstName) ?? Mistake(second, secondName);
        return mistake is null ? (first, second) : throw new FormatException($"'{text}' is no id: {mistake}");
    }

    /// <summary>Splits "first/second" at the only separator.</summary>
    internal static bool TrySplit([NotNullWhen(true)] string? text, out string first, out string second)
    {
        var at = EndOfFirst(text);
        first = at > 0 ? text![..at] : "";
        second = at > 0 ? text![(at + 1)..] : "";
        return at > 0;
    }

    /// <summary>Where the separator stands in "first/second"; 0 or less if there is no first.</summary>
    internal static int EndOfFirst(string? text) => text?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
}
