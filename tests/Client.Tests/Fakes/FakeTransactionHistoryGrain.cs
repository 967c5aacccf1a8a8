using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.TransactionHistory;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>An account with a number of entries; remembers how fresh each answer had to be.</summary>
public sealed class FakeTransactionHistoryGrain : ITransactionHistoryGrain
{
    public List<AtLeast> Asked { get; } = [];

    public int EntryCount { get; set; }

    public Task<OwnerAccounts> GetAccountsAsync(AtLeast atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        return Task.FromResult(new OwnerAccounts("17850", [], atLeast.Position, null));
    }

    public Task<Statement?> GetStatementAsync(StatementRequest request, AtLeast atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        if (EntryCount == 0) return Task.FromResult<Statement?>(null);
        var from = request.After is null ? 0 : int.Parse(request.After, null);
        var count = Math.Min(request.PageSize, EntryCount - from);
        return Task.FromResult<Statement?>(new()
        {
            Account = new("17850", request.Number),
            Currency = "GBP",
            Opening = default,
            Closing = default,
            Entries = [.. Enumerable.Range(from, count).Select(Entry)],
            Next = from + count < EntryCount ? $"{from + count}" : null,
            StaleSince = null,
        });
    }

    private static StatementEntry Entry(int number) =>
        new() { Position = number, At = default, Kind = EntryKind.Deposited, Amount = 1, BalanceAfter = number, HeldAfter = 0 };

    public Task<WatchAnswer<OwnerAccounts>> WatchAccountsAsync(WatchRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OwnerAccounts> GetAccountsAsOfAsync(AsOf asOf, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<WatchAnswer<Statement?>> WatchStatementAsync(StatementRequest statement, WatchRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Statement?> GetStatementAsOfAsync(StatementRequest request, AsOf asOf, CancellationToken cancellationToken) => throw new NotSupportedException();
}
