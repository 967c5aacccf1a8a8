using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Accounting;

/// <summary>Merges the books of all partitions.</summary>
[GrainType("accounting")]
[HostedView(View)]
[StatelessWorker]
[Reentrant]
public sealed class AccountingGrain(Partitioning partitioning) : MergedViewGrain<IAccountingPartitionGrain>(partitioning), IAccountingGrain
{
    private const string View = AccountingProjection.ProjectionName;

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
        var log = AccountingAnswers.LogOf(request);
        return AccountingAnswers.PageOf(await ReadLogAsync(log, atLeast, (grain, least) => grain.GetJournalAsync(log, least, cancellationToken)));
    }

    public Task<WatchAnswer<TrialBalance>> WatchTrialBalanceAsync(WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => GetTrialBalanceAsync(atEndOf: null, atLeast, token), AccountingSelection.Of, cancellationToken);

    public Task<WatchAnswer<IncomeReport>> WatchIncomeAsync(IncomeRequest request, WatchRequest watch, CancellationToken cancellationToken) =>
        WatchAsync(watch, (atLeast, token) => GetIncomeAsync(request, atLeast, token), AccountingSelection.Of, cancellationToken);

    public Task<TrialBalance> GetTrialBalanceAsOfAsync(DateOnly? atEndOf, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: trial balance {atEndOf:O}", (past, token) => past.GetTrialBalanceAsync(atEndOf, asOf, token), cancellationToken);

    public Task<IncomeReport> GetIncomeAsOfAsync(IncomeRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: {request}", (past, token) => past.GetIncomeAsync(request, asOf, token), cancellationToken);

    public Task<JournalPage> GetJournalAsOfAsync(JournalRequest request, AsOfAll asOf, CancellationToken cancellationToken) =>
        AskPastAsync($"{View} at {asOf}: {request}", (past, token) => past.GetJournalAsync(request, asOf, token), cancellationToken);
}
