using System.Runtime.CompilerServices;
using CommandProcessor.Client.Sending;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.TransactionHistory;

namespace CommandProcessor.Client;

/// <summary>Questions about the accounts of an owner and all that ever moved on them. They cost the accounts nothing.</summary>
public sealed class TransactionHistoryQueries
{
    private readonly QuerySender _sender;

    internal TransactionHistoryQueries(QuerySender sender) => _sender = sender;

    /// <summary>The accounts of an owner with what is in them and what is held.</summary>
    /// <exception cref="ArgumentException">The owner is malformed; nothing was asked.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within the deadline.</exception>
    public Task<OwnerAccounts> GetAccountsAsync(string owner, CancellationToken cancellationToken = default) =>
        _sender.AskAsync<ITransactionHistoryGrain, OwnerAccounts>(
            owner, PartitionKey.Customer(owner), static (grain, atLeast, token) => grain.GetAccountsAsync(atLeast, token), cancellationToken);

    /// <summary>A page of an account's statement, newest entries first; null if the owner has no such account.</summary>
    /// <param name="from">Entries from this time on; null for those since the account was opened.</param>
    /// <param name="to">Entries before this time; null for those until now.</param>
    /// <param name="after">The <see cref="Statement.Next"/> of the page before; null for the first.</param>
    /// <param name="pageSize">1 to <see cref="StatementRequest.PageSizeMax"/>.</param>
    public Task<Statement?> GetStatementAsync(
        AccountId account, DateTimeOffset? from = null, DateTimeOffset? to = null, string? after = null, int pageSize = 50,
        CancellationToken cancellationToken = default)
    {
        var request = new StatementRequest(account.Number, from, to, after, pageSize);
        if ((account.Mistake() ?? request.Mistake()) is { } mistake) throw new ArgumentException(mistake);
        return _sender.AskAsync<ITransactionHistoryGrain, Statement?>(
            account.Owner, account.PartitionKey, (grain, atLeast, token) => grain.GetStatementAsync(request, atLeast, token), cancellationToken);
    }

    /// <summary>All entries of a period, newest first, asked for page by page as they are taken.</summary>
    public async IAsyncEnumerable<StatementEntry> EnumerateEntriesAsync(
        AccountId account, DateTimeOffset? from = null, DateTimeOffset? to = null, int pageSize = 100,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? after = null;
        do
        {
            if (await GetStatementAsync(account, from, to, after, pageSize, cancellationToken) is not { } page) yield break;
            foreach (var entry in page.Entries) yield return entry;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>The accounts of an owner as they were at a position of the owner's partition, or at a time; folded anew from the journal.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    public Task<OwnerAccounts> GetAccountsAsync(string owner, AsOf asOf, CancellationToken cancellationToken = default) =>
        _sender.AskAsOfAsync<ITransactionHistoryGrain, OwnerAccounts>(
            owner, PartitionKey.Customer(owner), asOf, static (grain, point, token) => grain.GetAccountsAsOfAsync(point, token), cancellationToken);

    /// <summary>
    /// Watches the accounts of an owner: what is in them, then each change, as soon as a silo shows it. A loop that is slow is shown the newest state
    /// only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="owner">May be somebody without an account.</param>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    public IAsyncEnumerable<Watched<OwnerAccounts>> WatchAccountsAsync(
        string owner, WatchToken? after = null, CancellationToken cancellationToken = default) =>
        _sender.WatchAsync<ITransactionHistoryGrain, OwnerAccounts>(
            owner, PartitionKey.Customer(owner), after, static (grain, request, token) => grain.WatchAccountsAsync(request, token), cancellationToken);

    /// <summary>A page of an account's statement as it was at a position of the owner's partition, or at a time; null if there was no such account.</summary>
    /// <param name="from">Entries from this time on; null for those since the account was opened.</param>
    /// <param name="to">Entries before this time; null for those until then.</param>
    /// <param name="after">The <see cref="Statement.Next"/> of the page before; null for the first.</param>
    /// <param name="pageSize">1 to <see cref="StatementRequest.PageSizeMax"/>.</param>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.PastTimeout"/>.</exception>
    public Task<Statement?> GetStatementAsync(
        AccountId account, AsOf asOf, DateTimeOffset? from = null, DateTimeOffset? to = null, string? after = null, int pageSize = 50,
        CancellationToken cancellationToken = default)
    {
        var request = new StatementRequest(account.Number, from, to, after, pageSize);
        if ((account.Mistake() ?? request.Mistake()) is { } mistake) throw new ArgumentException(mistake);
        return _sender.AskAsOfAsync<ITransactionHistoryGrain, Statement?>(
            account.Owner, account.PartitionKey, asOf, (grain, point, token) => grain.GetStatementAsOfAsync(request, point, token), cancellationToken);
    }

    /// <summary>
    /// Watches an account: its balance and its newest entries, then each change. It is null before the account is opened. A loop that is slow is shown
    /// the newest state only; a lost silo costs time and no change.
    /// </summary>
    /// <param name="account">May be one that is not opened yet.</param>
    /// <param name="pageSize">How many entries to show.</param>
    /// <param name="after">Of what was shown last, to go on from there; null to begin with the current state.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="QueryNotAnsweredException">No answer within <see cref="CommandProcessorClientOptions.WatchTimeout"/>.</exception>
    public IAsyncEnumerable<Watched<Statement?>> WatchStatementAsync(
        AccountId account, int pageSize = 10, WatchToken? after = null, CancellationToken cancellationToken = default)
    {
        var request = new StatementRequest(account.Number, PageSize: pageSize);
        if ((account.Mistake() ?? request.Mistake()) is { } mistake) throw new ArgumentException(mistake);
        return _sender.WatchAsync<ITransactionHistoryGrain, Statement?>(
            account.Owner, account.PartitionKey, after, (grain, watch, token) => grain.WatchStatementAsync(request, watch, token), cancellationToken);
    }
}
