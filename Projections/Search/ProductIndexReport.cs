using System.Collections.Immutable;

namespace CommandProcessor.Projections.Search;

/// <summary>What comparing the index with products found.</summary>
/// <param name="Differing">SKUs whose entries are other than they should be.</param>
/// <param name="Missing">SKUs without an entry.</param>
/// <param name="Foreign">SKUs that have an entry and are no products.</param>
/// <param name="AreWordsRight">False if words do not find the entries that they are in, or others.</param>
public sealed record ProductIndexReport(ImmutableArray<string> Differing, ImmutableArray<string> Missing, ImmutableArray<string> Foreign, bool AreWordsRight);
