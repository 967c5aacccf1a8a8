using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Journal;

/// <summary>What a store is asked to append: all of it or nothing.</summary>
/// <param name="Head">Where the partition stands before it, as the writer believes.</param>
/// <param name="Hash">Of the last event.</param>
internal readonly record struct AppendBatch(
    int Partition, long Epoch, long Head, long Published, long RecordedAt, ReadOnlyMemory<byte> Hash, IReadOnlyList<RecordedEvent> Events);
