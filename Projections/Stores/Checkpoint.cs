namespace CommandProcessor.Projections.Stores;

/// <summary>How far a consumer group has come in a partition, as the newest owner of the partition knows it.</summary>
/// <param name="Epoch">Of the newest claim; who saves under an older one is turned away.</param>
/// <param name="NextOffset">Where to read on; -1 if nothing was ever saved.</param>
/// <param name="Sequence">The position of the last event that was persisted.</param>
public sealed record Checkpoint(long Epoch, long NextOffset, long Sequence);
