namespace CommandProcessor.Journal;

/// <summary>Something in a partition that no writer of ours can have left there.</summary>
public sealed record JournalFault(int Partition, long Position, string Description)
{
    public override string ToString() => $"{Partition}@{Position}: {Description}";
}
