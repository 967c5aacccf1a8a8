namespace CommandProcessor.Projections.Stores;

/// <summary>How far a consumer group has come in a partition, as the newest owner of the partition knows it.</summary>
/// <param name="Epoch">Of the newest claim; what is saved under an older one is turned away.</param>
/// <param name="Released">The owner has given the partition up.</param>
/// <param name="NextOffset">Where to read on; -1 if nothing was ever saved.</param>
/// <param name="Sequence">The position of the last event that was persisted; 0 if none was.</param>
public sealed record ConsumerCheckpoint(long Epoch, string Owner, bool Released, long NextOffset, long Sequence);
