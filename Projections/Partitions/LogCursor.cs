using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>A place in a log, over all partitions.</summary>
[GenerateSerializer, Immutable, Alias("log-cursor")]
public readonly record struct LogCursor([property: Id(0)] long Sort, [property: Id(1)] string Id) : IComparable<LogCursor>
{
    /// <exception cref="ArgumentException">The text is not what <see cref="ToString"/> gave.</exception>
    public static LogCursor Parse(string text)
    {
        try
        {
            var cursor = ItemCursor.Parse(text);
            return new(cursor.Sort, cursor.Item);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"After '{(text.Length > 40 ? text[..40] : text)}': {exception.Message}", nameof(text), exception);
        }
    }

    /// <summary>Negative if this comes earlier in a page.</summary>
    public int CompareTo(LogCursor other) => new ItemCursor(Sort, Id).CompareTo(new(other.Sort, other.Id));

    public override string ToString() => new ItemCursor(Sort, Id).ToString();

    public static bool operator <(LogCursor left, LogCursor right) => left.CompareTo(right) < 0;

    public static bool operator >(LogCursor left, LogCursor right) => left.CompareTo(right) > 0;

    public static bool operator <=(LogCursor left, LogCursor right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LogCursor left, LogCursor right) => left.CompareTo(right) >= 0;
}
