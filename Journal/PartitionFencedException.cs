namespace CommandProcessor.Journal;

/// <summary>A newer claim took the partition; this writer can append nothing any more.</summary>
public sealed class PartitionFencedException(int partition, long epoch)
    : Exception($"Partition {partition} was claimed by a newer writer; epoch {epoch} can append nothing.")
{
    public int Partition { get; } = partition;

    public long Epoch { get; } = epoch;
}
