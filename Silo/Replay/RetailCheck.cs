namespace CommandProcessor.Silo.Replay;

/// <param name="Differences">Orders that are lost or differ, for a person.</param>
/// <param name="ChangedCount">Orders that were amended after they had been placed.</param>
internal sealed record RetailCheck(IReadOnlyList<string> Differences, int ChangedCount);
