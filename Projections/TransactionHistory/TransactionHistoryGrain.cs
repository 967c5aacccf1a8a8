using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Accounts;
using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Grains.Interfaces.TransactionHistory;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.TransactionHistory;

/// <summary>Answers for the accounts of one owner.</summary>
[GrainType(GrainTypeName)]
[HostedView(TransactionHistoryProjection.ProjectionName)]
[PartitionPlacement(SiloRole.Read, PartitionKey.CustomerKind)]
[ImplicitStreamSubscription(TransactionHistoryProjection.ProjectionName)]
public sealed class TransactionHistoryGrain(ProjectionServices services)
    : ProjectionGrain<TransactionHistoryProjection, TransactionHistoryHead, PlacedEntry>(services), ITransactionHistoryGrain
{
    public const string GrainTypeName = "transaction-history";

    private readonly HeadAnswer<TransactionHistoryHead, OwnerAccounts> _accounts = new();

    /// <summary>Reads entries of the account, the newest first.</summary>
    private delegate ValueTask<ReadModelPage<PlacedEntry>> ReadEntries(ItemCursor? after, int countMax);

    public async Task<OwnerAccounts> GetAccountsAsync(AtLeast atLeast, CancellationToken cancellationToken) =>
        _accounts.Of(await GetHeadAsync(atLeast, cancellationToken), this, static (grain, answer) => grain.Accounts(answer));

    public async Task<OwnerAccounts> GetAccountsAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        Accounts(await GetHeadAsOfAsync(asOf, cancellationToken));

    public Task<WatchAnswer<OwnerAccounts>> WatchAccountsAsync(WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, GetAccountsAsync, TransactionHistorySelection.Of, cancellationToken);

    public async Task<Statement?> GetStatementAsync(StatementRequest request, AtLeast atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var started = Now;
        var answer = await GetHeadAsync(atLeast, cancellationToken);
        return await StateAsync(request, answer.Head, async (after, countMax) =>
            await GetPageAsync(EntriesOf(request.Number), after, countMax, Left(atLeast, started), cancellationToken));
    }

    public async Task<Statement?> GetStatementAsOfAsync(StatementRequest request, AsOf asOf, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        (ItemCursor? After, int CountMax)[] reads = [(Start(request), request.PageSize), (Before(request.From), 1), (Before(request.To), 1)];
        var pages = reads.Select(read => new PastPage<TransactionHistoryHead>(EntriesOf(request.Number), read.After, read.CountMax));
        var past = await GetAsOfAsync(asOf, new($"{request}", Item: null, [.. pages]), cancellationToken);
        return await StateAsync(request, past.Head.Head, (after, countMax) => new(past.Pages[Array.IndexOf(reads, (after, countMax))]));
    }

    public Task<WatchAnswer<Statement?>> WatchStatementAsync(StatementRequest statement, WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, (atLeast, token) => GetStatementAsync(statement, atLeast, token), TransactionHistorySelection.Of, cancellationToken);

    /// <summary>The statement of entries that are there or were; null if there is no such account.</summary>
    private async Task<Statement?> StateAsync(StatementRequest request, TransactionHistoryHead head, ReadEntries readAsync)
    {
        var place = head.PlaceOf(request.Number);
        if (place < 0) return null;

        var page = await readAsync(Start(request), request.PageSize);
        ImmutableArray<StatementEntry> inPeriod = [.. page.Items.Select(item => item.Entry).TakeWhile(entry => request.From is null || entry.At >= request.From)];
        var reachesBeyond = inPeriod.Length < page.Items.Length;
        var opening = reachesBeyond ? page.Items[inPeriod.Length].Entry.After() : page.Next is null ? default : await BalanceAtAsync(request.From, whenNull: default);
        var closing = request.After is null
            ? inPeriod.IsEmpty ? opening : inPeriod[0].After()
            : await BalanceAtAsync(request.To, whenNull: BalanceOf(head.Accounts[place]));
        return new()
        {
            Account = new(this.GetPrimaryKeyString(), request.Number),
            Currency = head.Accounts[place].Currency,
            Opening = opening,
            Closing = closing,
            Entries = inPeriod,
            Next = reachesBeyond ? null : page.Next,
            StaleSince = page.StaleSince,
        };

        // What the newest entry before a time left.
        async Task<AccountBalance> BalanceAtAsync(DateTimeOffset? time, AccountBalance whenNull)
        {
            if (time is null) return whenNull;
            var newest = await readAsync(Before(time), 1);
            return newest.Items.IsEmpty ? default : newest.Items[0].Entry.After();
        }
    }

    private OwnerAccounts Accounts(ReadModelHead<TransactionHistoryHead> answer) =>
        new(this.GetPrimaryKeyString(), answer.Head.Accounts, answer.Position, answer.StaleSince);

    /// <summary>The category of an account's entries is its place, which it keeps for ever.</summary>
    private static Func<TransactionHistoryHead, IReadOnlyList<int>> EntriesOf(string number) => head => head.PlaceOf(number) is >= 0 and var place ? [place] : [];

    private static ItemCursor? Start(StatementRequest request) => Cursor(request.After) ?? Before(request.To);

    /// <summary>The place in the order of the entries that only those before a time come after.</summary>
    private static ItemCursor? Before(DateTimeOffset? time) => time is { } known ? new ItemCursor(known.UtcTicks, "") : null;

    private static AccountBalance BalanceOf(AccountSummary account) => new(account.Balance, account.Held);
}
