using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Projections.Partitions;

/// <summary>A page of the log of one partition, or of several merged; the newest entries first.</summary>
/// <param name="HasMore">True if there are entries after these.</param>
[GenerateSerializer, Immutable, Alias("log-page`1")]
public sealed record LogPage<TEntry>(
    [property: Id(0)] ImmutableArray<LogEntry<TEntry>> Entries,
    [property: Id(1)] bool HasMore,
    [property: Id(2)] ViewFreshness Freshness)
    where TEntry : class
{
    /// <summary>Where the next page starts; null if there is none.</summary>
    public LogCursor? Next => HasMore && Entries.Length > 0 ? Entries[^1].Cursor : null;
}

/// <summary>An entry with its place in the log.</summary>
[GenerateSerializer, Immutable, Alias("log-entry`1")]
public sealed record LogEntry<TEntry>([property: Id(0)] long Sort, [property: Id(1)] string Id, [property: Id(2)] TEntry Entry)
    where TEntry : class
{
    public LogCursor Cursor => new(Sort, Id);
}
