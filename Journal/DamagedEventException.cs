namespace CommandProcessor.Journal;

/// <summary>A row of the journal holds what no writer of ours wrote; somebody changed it.</summary>
public sealed class DamagedEventException(int partition, long position, string description, Exception? inner = null)
    : Exception($"The event at position {position} of partition {partition} is damaged: {description}", inner)
{
    public int Partition { get; } = partition;

    public long Position { get; } = position;
}
