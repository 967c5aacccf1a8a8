namespace CommandProcessor.Projections.Stores;

/// <summary>One item of a read model.</summary>
public readonly record struct ItemAddress(ReadModelAddress ReadModel, string Item);
