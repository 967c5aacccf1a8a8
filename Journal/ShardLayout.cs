using System.Globalization;

namespace CommandProcessor.Journal;

/// <summary>Which database holds which partition: partition p lives in database p % count, or explicit ranges say.</summary>
internal sealed class ShardLayout
{
    private readonly int[] _shards;

    private ShardLayout(int[] shards, int count, string text)
    {
        _shards = shards;
        Count = count;
        Text = text;
    }

    public int Count { get; }

    /// <summary>As it stands in every database of the journal, so that another layout is noticed.</summary>
    public string Text { get; }

    public int ShardOf(int partition) => _shards[partition];

    public IEnumerable<int> PartitionsOf(int shard) => Enumerable.Range(0, _shards.Length).Where(partition => _shards[partition] == shard);

    public static ShardLayout Modulo(int partitionCount, int shardCount) =>
        new([.. Enumerable.Range(0, partitionCount).Select(partition => partition % shardCount)], shardCount,
            string.Create(CultureInfo.InvariantCulture, $"modulo/{shardCount}"));

    /// <param name="ranges">One a database, "0-7" or "5"; together they name every partition once.</param>
    /// <exception cref="FormatException">They do not.</exception>
    public static ShardLayout Parse(int partitionCount, IReadOnlyList<string> ranges)
    {
        var shards = Enumerable.Repeat(-1, partitionCount).ToArray();
        for (var shard = 0; shard < ranges.Count; shard++)
        {
            var (first, last) = ParseRange(ranges[shard], partitionCount);
            for (var partition = first; partition <= last; partition++)
            {
                if (shards[partition] >= 0) throw new FormatException($"Partition {partition} is in two ranges, {ranges[shards[partition]]} and {ranges[shard]}.");
                shards[partition] = shard;
            }
        }

        var missing = Array.IndexOf(shards, -1);
        return missing < 0 ? new(shards, ranges.Count, "ranges/" + string.Join(',', ranges)) : throw new FormatException($"Partition {missing} is in no range.");
    }

    private static (int First, int Last) ParseRange(string range, int partitionCount)
    {
        var parts = range.Split('-');
        if (parts.Length <= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && first <= last && last < partitionCount)
            return (first, last);

        throw new FormatException($"'{range}' is no range of partitions between 0 and {partitionCount - 1}; expected such as 0-7.");
    }
}
