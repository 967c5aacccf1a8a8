using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Projections.Accounting;

/// <summary>What an event is booked as: one move, or two from the same account.</summary>
internal sealed record Booking(JournalEntryKind Kind, DateTimeOffset At, string Currency, string Reference, Move First, Move? Second = null)
{
    /// <exception cref="InvalidOperationException">Its debits are not its credits, or an amount is not positive.</exception>
    public JournalEntry ToEntry(RecordedEvent recorded)
    {
        var entry = new JournalEntry
        {
            Partition = recorded.Partition,
            Position = recorded.Position,
            Kind = Kind,
            At = At,
            Currency = Currency,
            Subject = recorded.Aggregate.Value,
            Reference = Reference,
            Postings = Second is { } second ? First.PostingsWith(second) : First.Postings(),
        };
        return IsRight(entry) ? entry : throw new InvalidOperationException($"{recorded.Type} of {recorded.Aggregate} makes no right entry: {Text(entry)}.");
    }

    private static bool IsRight(JournalEntry entry)
    {
        foreach (var posting in entry.Postings)
        {
            if (posting.Debit < 0 || posting.Credit < 0 || posting.Debit + posting.Credit == 0) return false;
        }

        return entry.IsBalanced();
    }

    private static string Text(JournalEntry entry) => string.Join(", ", entry.Postings.Select(posting => posting.ToString()));
}
