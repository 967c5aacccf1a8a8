using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>What one event did to the books. Debits equal credits.</summary>
[GenerateSerializer, Immutable, Alias("journal-entry")]
public sealed record JournalEntry
{
    [Id(0)] public required int Partition { get; init; }

    /// <summary>Of the event, in its partition.</summary>
    [Id(1)] public required long Position { get; init; }

    [Id(2)] public required JournalEntryKind Kind { get; init; }

    /// <summary>When it happened, as the event says.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }

    [Id(4)] public required string Currency { get; init; }

    /// <summary>To what it happened: "account/17850/main", "payment/17850/536365".</summary>
    [Id(5)] public required string Subject { get; init; }

    /// <summary>On account of what: a reference, a hold, a payment, an order.</summary>
    [Id(6)] public required string Reference { get; init; }

    [Id(7)] public required ImmutableArray<LedgerPosting> Postings { get; init; }

    public bool IsBalanced()
    {
        var difference = 0m;
        foreach (var posting in Postings) difference += posting.Debit - posting.Credit;
        return difference == 0;
    }
}
