namespace CommandProcessor.Journal;

/// <summary>What a verification of one partition found.</summary>
/// <param name="Head">Position up to which it was verified.</param>
/// <param name="EventCount">Events that were read.</param>
/// <param name="Faults">The first ones; none if the partition is as it was written.</param>
public sealed record PartitionReport(int Partition, long Head, long EventCount, IReadOnlyList<JournalFault> Faults)
{
    public bool IsSound => Faults.Count == 0;
}
