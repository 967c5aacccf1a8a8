namespace CommandProcessor.Projections.Runtime;

/// <summary>What items are found by beside their ids.</summary>
/// <param name="Sort">Pages show the greatest first.</param>
/// <param name="Category">Pages can be asked for one.</param>
public readonly record struct ItemIndex(long Sort, int Category);
