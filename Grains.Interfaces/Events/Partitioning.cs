using System.IO.Hashing;
using System.Text;

namespace CommandProcessor.Grains.Interfaces.Events;

/// <summary>Which partition a key belongs to. Number and hash are fixed for the life of a journal.</summary>
[GenerateSerializer, Immutable, Alias("partitioning")]
public sealed record Partitioning
{
    public const int PartitionCountMax = 1024;

    /// <summary>Stands in the journal beside the number of partitions, so that another hash is noticed.</summary>
    public const string HashName = "xxh64";

    /// <exception cref="ArgumentOutOfRangeException">Not between 1 and <see cref="PartitionCountMax"/>.</exception>
    public Partitioning(int partitionCount)
    {
        if (partitionCount is < 1 or > PartitionCountMax)
            throw new ArgumentOutOfRangeException(nameof(partitionCount), $"Partition count {partitionCount} is not between 1 and {PartitionCountMax}.");
        PartitionCount = partitionCount;
    }

    [Id(0)]
    public int PartitionCount { get; }

    public int PartitionOf(PartitionKey key)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(key.Value.Length)];
        var length = Encoding.UTF8.GetBytes(key.Value, bytes);
        return (int)(XxHash64.HashToUInt64(bytes[..length]) % (ulong)PartitionCount);
    }

    public bool Has(long partition) => partition >= 0 && partition < PartitionCount;

    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public void Require(long partition)
    {
        if (!Has(partition))
            throw new ArgumentOutOfRangeException(nameof(partition), $"Partition {partition} is not between 0 and {PartitionCount - 1}.");
    }
}
