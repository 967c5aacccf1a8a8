using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Accounting;

/// <summary>What the books said.</summary>
public static class AccountingPast
{
    extension(PastViews past)
    {
        /// <inheritdoc cref="IAccountingGrain.GetTrialBalanceAsOfAsync"/>
        public Task<TrialBalance> GetTrialBalanceAsync(DateOnly? atEndOf, AsOfAll asOf, CancellationToken cancellationToken) =>
            past.AskAsync<AccountingModel, LedgerPart, TrialBalance>(
                asOf,
                model => AccountingAnswers.TotalsOf(model, atEndOf),
                (parts, freshness) => AccountingAnswers.MergeTotals(parts, atEndOf, freshness),
                cancellationToken);

        /// <inheritdoc cref="IAccountingGrain.GetIncomeAsOfAsync"/>
        public Task<IncomeReport> GetIncomeAsync(IncomeRequest request, AsOfAll asOf, CancellationToken cancellationToken) => request.Mistake() is { } mistake
            ? throw new ArgumentException(mistake)
            : past.AskAsync<AccountingModel, LedgerPart, IncomeReport>(
                asOf,
                model => AccountingAnswers.IncomeOf(model, request),
                (parts, freshness) => AccountingAnswers.MergeIncome(parts, request, freshness),
                cancellationToken);

        /// <inheritdoc cref="IAccountingGrain.GetJournalAsOfAsync"/>
        public async Task<JournalPage> GetJournalAsync(JournalRequest request, AsOfAll asOf, CancellationToken cancellationToken)
        {
            if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
            var log = AccountingAnswers.LogOf(request);
            return AccountingAnswers.PageOf(await past.ReadLogAsync<AccountingModel, JournalEntry>(asOf, static model => model.Journal, log, cancellationToken));
        }
    }
}
