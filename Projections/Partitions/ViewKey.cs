using System.Globalization;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Partitions;

/// <summary>The key under which a view over everybody keeps its rows of a partition, such as "partition/7".</summary>
internal static class ViewKey
{
    public const string Kind = "partition";

    public static PartitionKey Of(int partition) => PartitionKey.Create(Kind, partition.ToString(CultureInfo.InvariantCulture));

    /// <summary>The partition that a key of such a view is about: a key that waits is one of its partition's.</summary>
    /// <exception cref="ArgumentException">There is no such partition.</exception>
    public static int PartitionOf(PartitionKey key, Partitioning partitioning)
    {
        if (key.Kind != Kind) return partitioning.PartitionOf(key);
        return int.TryParse(key.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var partition) && partitioning.Has(partition)
            ? partition
            : throw new ArgumentException($"'{key}' names no partition between 0 and {partitioning.PartitionCount - 1}.");
    }
}
