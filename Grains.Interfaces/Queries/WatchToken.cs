using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Queries;

/// <summary>
/// What a watcher was shown last. Whoever hands it in is shown what is different now, on whichever silo and however long after, and never
/// anything older.
/// </summary>
/// <param name="Positions">Up to where the shown was true; at most one of a partition.</param>
/// <param name="Digest">Of the part that is watched, as it was shown.</param>
[GenerateSerializer, Immutable, Alias("watch-token")]
public sealed record WatchToken([property: Id(0)] ImmutableArray<CommitPosition> Positions, [property: Id(1)] long Digest)
{
    /// <summary>More than the text of any token has that a silo gave.</summary>
    public const int LengthMax = 100_000;

    private const char Separator = '.';
    private const char Of = '-';

    /// <summary>The position of one partition; 0 if it names none.</summary>
    public long PositionOf(int partition)
    {
        foreach (var position in Positions.IsDefault ? [] : Positions)
        {
            if (position.Partition == partition) return position.Position;
        }

        return 0;
    }

    /// <exception cref="FormatException">The text is not what <see cref="ToString"/> gave.</exception>
    public static WatchToken Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LengthMax) throw new FormatException($"A watch token of {text.Length} characters is longer than {LengthMax}.");
        var parts = text.Split(Separator);
        if (!long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var digest)) throw Malformed(text);
        return new([.. parts.Skip(1).Select(part => Position(part) ?? throw Malformed(text))], digest);
    }

    /// <summary>A short text that is safe in URLs, headers and cookies.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Digest:x16}");
        foreach (var position in Positions.IsDefault ? [] : Positions) text.Append(CultureInfo.InvariantCulture, $"{Separator}{position.Partition}{Of}{position.Position}");
        return text.ToString();
    }

    private static CommitPosition? Position(string part) => part.Split(Of) is [var partition, var position]
        && int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        ? new(number, at)
        : null;

    private static FormatException Malformed(string text) => new($"'{(text.Length > 40 ? text[..40] : text)}' is no watch token.");
}
