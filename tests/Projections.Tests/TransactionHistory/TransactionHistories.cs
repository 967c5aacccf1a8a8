using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Projections.TransactionHistory;

namespace CommandProcessor.Projections.Tests.TransactionHistory;

/// <summary>Statements slowly and obviously.</summary>
internal static class TransactionHistories
{
    /// <summary>All entries of the period, the newest first, between its balances.</summary>
    public static Statement? StatementOf(IEnumerable<RecordedEvent> events, string owner, StatementRequest request)
    {
        var (head, items) = Fold<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry>.Of(PartitionKey.Customer(owner), events);
        var place = head.PlaceOf(request.Number);
        if (place < 0) return null;
        var all = items.Values.Where(item => item.Account == place).Select(item => item.Entry).OrderBy(entry => entry.Position).ToList();
        var before = all.LastOrDefault(entry => request.From is not null && entry.At < request.From);
        ImmutableArray<StatementEntry> period = [.. all.Where(entry => (request.From is null || entry.At >= request.From) && (request.To is null || entry.At < request.To))];
        var opening = before?.After() ?? default;
        return new()
        {
            Account = new AccountId(owner, request.Number),
            Currency = head.Accounts[place].Currency,
            Opening = opening,
            Closing = period.IsEmpty ? opening : period[^1].After(),
            Entries = [.. period.Reverse()],
            Next = null,
            StaleSince = null,
        };
    }
}
