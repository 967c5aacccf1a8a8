namespace CommandProcessor.Journal;

/// <summary>What a writer remembers of an event.</summary>
internal readonly record struct RecentEvent(string Key, long Position, string Aggregate, long Version);
