namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>What every text that people write must be: 1 to <see cref="LengthMax"/> characters, none of them a control character.</summary>
public static class FreeText
{
    public const int LengthMax = 500;

    /// <summary>Says what is wrong with <paramref name="text"/>, or null.</summary>
    public static string? Mistake(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return $"{name} is empty.";
        if (text.Length > LengthMax) return $"{name} has {text.Length} characters; at most {LengthMax} are allowed.";
        foreach (var character in text)
        {
            if (char.IsControl(character)) return $"{name} holds the control character U+{(int)character:X4}.";
        }

        return Identifier.IsWellFormed(text) ? null : $"{name} holds half of a character outside the Basic Multilingual Plane.";
    }
}
