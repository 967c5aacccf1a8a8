namespace CommandProcessor.Journal;

/// <summary>The newest version of an aggregate, or the newest position of a partition key; 0 if there is none.</summary>
internal readonly record struct LookedUp(bool IsAggregate, string Name, long Number);
