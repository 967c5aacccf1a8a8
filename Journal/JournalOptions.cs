using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal;

/// <summary>What both stores let be set. The number of partitions is fixed for the life of a journal.</summary>
public abstract class JournalOptions
{
    public const string Section = "Journal";

    public int PartitionCount { get; set; } = 16;

    /// <summary>Longest body of one event, in bytes.</summary>
    public int EventBodyBytesMax { get; set; } = AppendRequest.EventBodyBytesMaxDefault;

    /// <summary>Most events of one append.</summary>
    public int GroupEventCountMax { get; set; } = 5_000;

    /// <summary>Most bytes of bodies of one append.</summary>
    public int GroupBytesMax { get; set; } = 64_000_000;

    /// <summary>Keys, and as many aggregates, of which a partition writer remembers the newest event; others cost an append one more query.</summary>
    public int RecentCountMax { get; set; } = 50_000;

    /// <summary>Newest events of a partition that are read when it is claimed, so that the writer does not start cold.</summary>
    public int WarmEventCountMax { get; set; } = 5_000;

    /// <summary>Most events of one answer of a read.</summary>
    public int ReadCountMax { get; set; } = 10_000;

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public virtual IEnumerable<string> Mistakes()
    {
        if (PartitionCount is < 1 or > Partitioning.PartitionCountMax)
            yield return OutOfRange(nameof(PartitionCount), PartitionCount, 1, Partitioning.PartitionCountMax);
        if (EventBodyBytesMax is < 1 or > 100_000_000) yield return OutOfRange(nameof(EventBodyBytesMax), EventBodyBytesMax, 1, 100_000_000);
        if (GroupEventCountMax is < 1 or > 100_000) yield return OutOfRange(nameof(GroupEventCountMax), GroupEventCountMax, 1, 100_000);
        if (GroupBytesMax < EventBodyBytesMax || GroupBytesMax > 500_000_000)
            yield return OutOfRange(nameof(GroupBytesMax), GroupBytesMax, EventBodyBytesMax, 500_000_000);
        if (RecentCountMax < 2 * GroupEventCountMax || RecentCountMax > 10_000_000)
            yield return OutOfRange(nameof(RecentCountMax), RecentCountMax, 2 * GroupEventCountMax, 10_000_000);
        if (WarmEventCountMax is < 0 or > 1_000_000) yield return OutOfRange(nameof(WarmEventCountMax), WarmEventCountMax, 0, 1_000_000);
        if (ReadCountMax is < 1 or > 1_000_000) yield return OutOfRange(nameof(ReadCountMax), ReadCountMax, 1, 1_000_000);
    }

    /// <exception cref="ArgumentException">One or more settings are wrong; the message lists all.</exception>
    internal void Check()
    {
        if (Mistakes().ToList() is { Count: > 0 } mistakes) throw new ArgumentException(string.Join(" ", mistakes));
    }

    private protected static string OutOfRange(string name, long value, long min, long max) =>
        $"{Section}:{name} is {value}; it must be between {min} and {max}.";
}
