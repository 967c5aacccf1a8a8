using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>Entries of the journal of all partitions, the newest first.</summary>
/// <param name="Entries">In the order of their times.</param>
/// <param name="Next">Asks for the page after; null if there is none.</param>
/// <param name="Freshness">How far it is true.</param>
[GenerateSerializer, Immutable, Alias("journal-page")]
public sealed record JournalPage(
    [property: Id(0)] ImmutableArray<JournalEntry> Entries,
    [property: Id(1)] string? Next,
    [property: Id(2)] ViewFreshness Freshness);
