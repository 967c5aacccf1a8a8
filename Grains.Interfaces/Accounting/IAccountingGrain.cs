using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>The books of everybody, in double entry; its key is 0.</summary>
[Alias("CommandProcessor.IAccountingGrain")]
public interface IAccountingGrain : IGrainWithIntegerKey
{
    /// <param name="atEndOf">A day among those that are kept, or the last of any month; null for all that is known.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    [Alias("GetTrialBalance")]
    Task<TrialBalance> GetTrialBalanceAsync(DateOnly? atEndOf, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>Revenue, refunds and receivables by day or month.</summary>
    [Alias("GetIncome")]
    Task<IncomeReport> GetIncomeAsync(IncomeRequest request, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>A page of the journal, the newest entries first.</summary>
    [Alias("GetJournal")]
    Task<JournalPage> GetJournalAsync(JournalRequest request, AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>The trial balance of all that is known, when it is different from what was shown.</summary>
    [Alias("WatchTrialBalance")]
    Task<WatchAnswer<TrialBalance>> WatchTrialBalanceAsync(WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>Revenue, refunds and receivables, when they are different from what was shown.</summary>
    [Alias("WatchIncome")]
    Task<WatchAnswer<IncomeReport>> WatchIncomeAsync(IncomeRequest request, WatchRequest watch, CancellationToken cancellationToken);

    /// <summary>The trial balance as it was: of all that was known then, or of a day's end.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold; or days that old were forgotten then.</exception>
    [Alias("GetTrialBalanceAsOf")]
    Task<TrialBalance> GetTrialBalanceAsOfAsync(DateOnly? atEndOf, AsOfAll asOf, CancellationToken cancellationToken);

    /// <summary>A page of the journal as it was, the newest entries first. Each page is folded anew from the beginning.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetJournalAsOf")]
    Task<JournalPage> GetJournalAsOfAsync(JournalRequest request, AsOfAll asOf, CancellationToken cancellationToken);

    /// <summary>Revenue, refunds and receivables as the books said then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [Alias("GetIncomeAsOf")]
    Task<IncomeReport> GetIncomeAsOfAsync(IncomeRequest request, AsOfAll asOf, CancellationToken cancellationToken);
}
