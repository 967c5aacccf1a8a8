using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Accounting;

/// <summary>Keeps the books of a partition in double entry.</summary>
public sealed class AccountingProjection : IPartitionProjection<AccountingModel>
{
    public const string ProjectionName = "accounting";

    public string Name => ProjectionName;

    public int Version => 1;

    public AccountingModel NewModel() => new();

    public void Apply(AccountingModel model, RecordedEvent recorded)
    {
        var payment = recorded.Aggregate.Value; // Only payments are among the captures.
        if (Bookkeeping.BookingOf(recorded, model.Captures.Find(payment)) is not { } booking) return;
        if (booking.Kind is JournalEntryKind.Sale) model.Captures.Set(payment, new(booking.First.Amount));
        if (booking.Kind is JournalEntryKind.Settlement or JournalEntryKind.Default) model.Captures.Remove(payment);
        model.Post(booking.ToEntry(recorded));
    }
}
