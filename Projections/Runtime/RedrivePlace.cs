using System.Globalization;
using System.Numerics;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Runtime;

/// <summary>Where a redrive of a view over everybody goes on, as a text that whoever drives it hands back: "partition/3", or "partition/3@17@5".</summary>
/// <param name="Since">The generation of the fold that is being replaced there; null if that is not begun.</param>
/// <param name="ParkedCount">Keys that waited there when it was begun.</param>
internal readonly record struct RedrivePlace(int Partition, long? Since, int ParkedCount)
{
    private const char Separator = '@';
    private const string Prefix = ViewKey.Kind + "/";

    /// <exception cref="ArgumentException">No report gave such a text.</exception>
    public static RedrivePlace Parse(string? text)
    {
        if (text is null) return default;
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split(Separator) : [];
        return parts switch
        {
            [var partition] when IsNumber(partition, out int number) => new(number, Since: null, 0),
            [var partition, var since, var parked] when IsNumber(partition, out int number) && IsNumber(since, out long generation) && IsNumber(parked, out int count) =>
                new(number, generation, count),
            _ => throw new ArgumentException($"After '{(text.Length > 40 ? text[..40] : text)}' is not what a report gave."),
        };
    }

    public override string ToString() => Since is { } since
        ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Partition}{Separator}{since}{Separator}{ParkedCount}")
        : string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Partition}");

    private static bool IsNumber<T>(string text, out T number)
        where T : struct, INumber<T> =>
        T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
