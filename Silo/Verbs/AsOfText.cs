using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Silo.Verbs;

/// <summary>A point in the past as an operator writes it: 120, 3@120 (as `history` prints positions), v7, or a time.</summary>
internal static class AsOfText
{
    private const char PartitionSeparator = '@';
    private const char ListSeparator = ',';
    private const char VersionPrefix = 'v';

    /// <param name="text">Without a time zone, a time is UTC.</param>
    /// <param name="partition">Of what is asked for; a position of another says nothing about it.</param>
    /// <exception cref="FormatException">The text is no point.</exception>
    public static AsOf Parse(string text, int partition)
    {
        if (text.Split(PartitionSeparator) is [var number, var position] && IsNumber(number, out var named) && IsNumber(position, out var at))
        {
            return named == partition
                ? new AsOf.Position(at)
                : throw new FormatException($"--at {text} is a position of partition {named}, but what is asked for is in partition {partition}.");
        }

        if (IsNumber(text, out var plain)) return new AsOf.Position(plain);
        if (text.StartsWith(VersionPrefix) && IsNumber(text[1..], out var version)) return new AsOf.Version(version);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new AsOf.Time(time)
            : throw new FormatException($"--at {text} is no position such as 120 or {partition}@120, no version such as v7, and no time such as 2011-12-09T12:50:00Z.");
    }

    /// <summary>A point of all partitions: a time, or positions such as 0@12,3@120; partitions that are not named are at their beginning.</summary>
    /// <exception cref="FormatException">The text is no such point.</exception>
    public static AsOfAll ParseAll(string text)
    {
        CommitPosition?[] positions = [.. text.Split(ListSeparator).Select(PositionIn)];
        if (Array.TrueForAll(positions, position => position is not null)) return new AsOfAll.Positions([.. positions.OfType<CommitPosition>()]);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new AsOfAll.Time(time)
            : throw new FormatException($"--at {text} is no list of positions such as 0@12,3@120, and no time such as 2011-12-09T12:50:00Z.");
    }

    private static CommitPosition? PositionIn(string text) =>
        text.Split(PartitionSeparator) is [var partition, var position]
            && int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out var named) && IsNumber(position, out var at)
                ? new(named, at)
                : null;

    private static bool IsNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
