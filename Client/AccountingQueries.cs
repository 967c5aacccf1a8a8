using System.Runtime.CompilerServices;
using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Queries;

namespace CommandProcessor.Client;

/// <summary>Questions about the books of everybody. An answer shows what the session wrote.</summary>
public sealed class AccountingQueries
{
    private readonly QuerySender _sender;

    internal AccountingQueries(QuerySender sender) => _sender = sender;

    /// <summary>What is in each account of the ledger, by currency.</summary>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<TrialBalance> GetTrialBalanceAsync(CancellationToken cancellationToken = default) => AskBalanceAsync(null, cancellationToken);

    /// <summary>What was in each account at the end of a day, by when things happened.</summary>
    /// <param name="atEndOf">One of the newest <see cref="AccountingLimits.DayCountMax"/> days, or the last day of any month.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public Task<TrialBalance> GetTrialBalanceAsync(DateOnly atEndOf, CancellationToken cancellationToken = default) => AskBalanceAsync(atEndOf, cancellationToken);

    /// <summary>Revenue, refunds and receivables by day or month.</summary>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public Task<IncomeReport> GetIncomeAsync(IncomeRequest request, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.AskAllAsync<IAccountingGrain, IncomeReport>((grain, atLeast, token) => grain.GetIncomeAsync(request, atLeast, token), cancellationToken);

    /// <summary>A page of the journal, the newest entries first.</summary>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public Task<JournalPage> GetJournalAsync(JournalRequest? request = null, CancellationToken cancellationToken = default)
    {
        var page = request ?? new JournalRequest();
        return page.Mistake() is { } mistake
            ? throw new ArgumentException(mistake, nameof(request))
            : _sender.AskAllAsync<IAccountingGrain, JournalPage>((grain, atLeast, token) => grain.GetJournalAsync(page, atLeast, token), cancellationToken);
    }

    /// <summary>All entries, the newest first, asked for page by page as they are taken.</summary>
    public async IAsyncEnumerable<JournalEntry> EnumerateJournalAsync(
        JournalRequest? request = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = request ?? new JournalRequest();
        while (true)
        {
            var page = await GetJournalAsync(next, cancellationToken);
            foreach (var entry in page.Entries) yield return entry;
            if (page.Next is null) yield break;
            next = next with { After = page.Next };
        }
    }

    /// <summary>What was in each account then, as the books said then, folded anew from the journal.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public Task<TrialBalance> GetTrialBalanceAsync(AsOfAll asOf, CancellationToken cancellationToken = default) => AskBalanceAsync(null, asOf, cancellationToken);

    /// <summary>What was in each account at the end of a day, by when things happened, as the books said then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.PastTimeout"/>.</exception>
    public Task<TrialBalance> GetTrialBalanceAsync(DateOnly atEndOf, AsOfAll asOf, CancellationToken cancellationToken = default) =>
        AskBalanceAsync(atEndOf, asOf, cancellationToken);

    /// <summary>A page of the journal as the books had it then, the newest entries first. Each page is folded anew from the beginning.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.PastTimeout"/>.</exception>
    public Task<JournalPage> GetJournalAsync(AsOfAll asOf, JournalRequest? request = null, CancellationToken cancellationToken = default)
    {
        var page = request ?? new JournalRequest();
        return page.Mistake() is { } mistake
            ? throw new ArgumentException(mistake, nameof(request))
            : _sender.AskAllAsOfAsync<IAccountingGrain, JournalPage>(asOf, (grain, point, token) => grain.GetJournalAsOfAsync(page, point, token), cancellationToken);
    }

    /// <summary>Revenue, refunds and receivables by day or month, as the books said then.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public Task<IncomeReport> GetIncomeAsync(IncomeRequest request, AsOfAll asOf, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.AskAllAsOfAsync<IAccountingGrain, IncomeReport>(asOf, (grain, point, token) => grain.GetIncomeAsOfAsync(request, point, token), cancellationToken);

    /// <summary>
    /// Watches the trial balance: what it is, then what it has become, whenever something is posted.
    /// A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    public IAsyncEnumerable<Watched<TrialBalance>> WatchTrialBalanceAsync(WatchToken? after = null, CancellationToken cancellationToken = default) =>
        _sender.WatchAllAsync<IAccountingGrain, TrialBalance>(after, static (grain, watch, token) => grain.WatchTrialBalanceAsync(watch, token), cancellationToken);

    /// <summary>
    /// Watches revenue, refunds and receivables by day or month: what they are, then what they have become.
    /// A loop that is slow is shown the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    /// <exception cref="ArgumentException">The request is beyond its limits; nothing was asked.</exception>
    public IAsyncEnumerable<Watched<IncomeReport>> WatchIncomeAsync(
        IncomeRequest request, WatchToken? after = null, CancellationToken cancellationToken = default) => request.Mistake() is { } mistake
        ? throw new ArgumentException(mistake, nameof(request))
        : _sender.WatchAllAsync<IAccountingGrain, IncomeReport>(after, (grain, watch, token) => grain.WatchIncomeAsync(request, watch, token), cancellationToken);

    private Task<TrialBalance> AskBalanceAsync(DateOnly? atEndOf, AsOfAll asOf, CancellationToken cancellationToken) => _sender.AskAllAsOfAsync<IAccountingGrain, TrialBalance>(
        asOf, (grain, point, token) => grain.GetTrialBalanceAsOfAsync(atEndOf, point, token), cancellationToken);

    private Task<TrialBalance> AskBalanceAsync(DateOnly? atEndOf, CancellationToken cancellationToken) => _sender.AskAllAsync<IAccountingGrain, TrialBalance>(
        (grain, atLeast, token) => grain.GetTrialBalanceAsync(atEndOf, atLeast, token), cancellationToken);
}
