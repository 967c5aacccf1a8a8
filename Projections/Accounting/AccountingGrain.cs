using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Accounting;

/// <summary>Merges the books of all partitions.</summary>
[GrainType("accounting")]
[StatelessWorker]
[Reentrant]
public sealed class AccountingGrain(Partitioning partitioning) : MergedViewGrain<IAccountingPartitionGrain>(partitioning), IAccountingGrain
{
    public async Task<TrialBalance> GetTrialBalanceAsync(DateOnly? atEndOf, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetTotalsAsync(atEndOf, least, cancellationToken));
        return AccountingAnswers.MergeTotals([.. answers.Select(answer => answer.Value)], atEndOf, answers.Freshness());
    }

    public async Task<IncomeReport> GetIncomeAsync(IncomeRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var answers = await AskAllAsync(atLeast, (grain, least) => grain.GetIncomeAsync(request, least, cancellationToken));
        return AccountingAnswers.MergeIncome([.. answers.Select(answer => answer.Value)], request, answers.Freshness());
    }

    public async Task<JournalPage> GetJournalAsync(JournalRequest request, AtLeastAll atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var after = request.After is { } text ? LogCursor.Parse(text) : (LogCursor?)null;
        var ask = new LogPageRequest(request.PageSize, After: after, From: request.From, Until: request.Until);
        var pages = await AskAllAsync(atLeast, (grain, least) => grain.GetJournalAsync(ask, least, cancellationToken));
        var page = LogPages.Merge(pages, request.PageSize);
        return new([.. page.Entries.Select(entry => entry.Entry)], page.Next?.ToString(), page.Freshness);
    }

    public Task<WatchAnswer<TrialBalance>> WatchTrialBalanceAsync(WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => GetTrialBalanceAsync(atEndOf: null, atLeast, token), AccountingSelection.Of, cancellationToken);

    public Task<TrialBalance> GetTrialBalanceAsOfAsync(AsOfAll asOf, CancellationToken cancellationToken) => Past.GetTrialBalanceAsync(asOf, cancellationToken);

    public Task<IncomeReport> GetIncomeAsOfAsync(IncomeRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        Past.GetIncomeAsync(request, asOf, cancellationToken);
}
