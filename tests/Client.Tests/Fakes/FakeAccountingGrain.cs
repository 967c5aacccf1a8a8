using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client.Tests.Fakes;

/// <summary>Books with a few entries, one a page; remembers how fresh each answer had to be.</summary>
public sealed class FakeAccountingGrain : IAccountingGrain
{
    public const int PageCount = 3;

    public List<AtLeastAll> Asked { get; } = [];

    public Task<TrialBalance> GetTrialBalanceAsync(DateOnly? atEndOf, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        return Task.FromResult(new TrialBalance([], atEndOf, ViewFreshness.None));
    }

    public Task<IncomeReport> GetIncomeAsync(IncomeRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        return Task.FromResult(new IncomeReport([], null, ViewFreshness.None));
    }

    public Task<JournalPage> GetJournalAsync(JournalRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        Asked.Add(atLeast);
        var number = int.Parse(request.After ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        var entry = new JournalEntry
        {
            Partition = 0,
            Position = number,
            Kind = JournalEntryKind.Deposit,
            At = DateTimeOffset.UnixEpoch,
            Currency = "GBP",
            Subject = "account/ada/main",
            Reference = "cash",
            Postings = [new(LedgerAccount.Cash, 1m, 0), new(LedgerAccount.Available, 0, 1m)],
        };
        return Task.FromResult(new JournalPage([entry], number < PageCount ? $"{number + 1}" : null, ViewFreshness.None));
    }

    public List<WatchRequest> Watches { get; } = [];

    public Task<WatchAnswer<TrialBalance>> WatchTrialBalanceAsync(WatchRequest watch, CancellationToken cancellationToken)
    {
        Watches.Add(watch);
        return Task.FromResult(new WatchAnswer<TrialBalance>(true, new TrialBalance([], null, ViewFreshness.None), new([new(3, Watches.Count)], Watches.Count)));
    }

    public Task<TrialBalance> GetTrialBalanceAsOfAsync(DateOnly? atEndOf, AsOfAll asOf, CancellationToken cancellationToken) => Task.FromResult(new TrialBalance([], atEndOf, ViewFreshness.None));

    public Task<IncomeReport> GetIncomeAsOfAsync(IncomeRequest request, AsOfAll asOf, CancellationToken cancellationToken) => Task.FromResult(new IncomeReport([], null, ViewFreshness.None));

    public Task<WatchAnswer<IncomeReport>> WatchIncomeAsync(IncomeRequest request, WatchRequest watch, CancellationToken cancellationToken)
    {
        Watches.Add(watch);
        return Task.FromResult(new WatchAnswer<IncomeReport>(true, new IncomeReport([], null, ViewFreshness.None), new([new(3, Watches.Count)], Watches.Count)));
    }

    public Task<JournalPage> GetJournalAsOfAsync(JournalRequest request, AsOfAll asOf, CancellationToken cancellationToken) => Task.FromResult(new JournalPage([], null, ViewFreshness.None));
}
