namespace CommandProcessor.Journal;

/// <summary>How far a partition has come.</summary>
/// <param name="Epoch">Of the newest claim.</param>
/// <param name="Head">Position of the newest event; 0 if there is none.</param>
/// <param name="Published">Everything up to this position was acknowledged by the road.</param>
public sealed record PartitionState(int Partition, long Epoch, long Head, long Published)
{
    /// <summary>Hash of the newest event; <see cref="HashChain.Genesis"/> if there is none.</summary>
    public ReadOnlyMemory<byte> Hash { get; init; } = HashChain.Genesis;
}
