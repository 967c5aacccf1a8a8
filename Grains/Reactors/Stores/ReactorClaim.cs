namespace CommandProcessor.Grains.Reactors.Stores;

/// <param name="Epoch">Of the claim.</param>
/// <param name="Checkpoint">Everything up to this position is reacted to, or parked.</param>
public readonly record struct ReactorClaim(long Epoch, long Checkpoint);
