namespace CommandProcessor.Projections.Stores;

/// <summary>A partition that was folded anew goes to the place of what was there.</summary>
/// <param name="New">The read model of the partition as it was folded anew, and which generation of it.</param>
/// <param name="Old">The one that it replaces.</param>
/// <param name="Beside">What else moves with it in the same transaction; null if there is nothing.</param>
public sealed record PartitionSwap(
    int Partition, ReadModelAddress New, long NewGeneration, ReadModelAddress Old, long OldGeneration, Func<SwapTransaction, CancellationToken, Task>? Beside);
