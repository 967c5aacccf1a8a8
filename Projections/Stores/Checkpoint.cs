namespace CommandProcessor.Projections.Stores;

/// <summary>How far a consumer group has come in a partition, as the newest owner of the partition knows it.</summary>
/// <param name="Epoch">Of the newest claim; who saves under an older one is turned away.</param>
/// <param name="Owner">Who claimed it last.</param>
/// <param name="IsReleased">The owner has saved everything and given the partition up; the next one need not wait for it.</param>
/// <param name="NextOffset">Where to read on; -1 if nothing was ever saved.</param>
/// <param name="Sequence">The position of the last event that was persisted.</param>
public sealed record Checkpoint(long Epoch, string Owner, bool IsReleased, long NextOffset, long Sequence);
