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

    public async Task<OwnerAccounts> GetAccountsAsync(AtLeast atLeast, CancellationToken cancellationToken) =>
        Accounts(await GetHeadAsync(atLeast, cancellationToken));

    public async Task<OwnerAccounts> GetAccountsAsOfAsync(AsOf asOf, CancellationToken cancellationToken) =>
        Accounts((await GetAsOfAsync(asOf, cancellationToken)).Head);

    public Task<WatchAnswer<OwnerAccounts>> WatchAccountsAsync(WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, GetAccountsAsync, TransactionHistorySelection.Of, cancellationToken);

    public async Task<Statement?> GetStatementAsync(StatementRequest request, AtLeast atLeast, CancellationToken cancellationToken)
    {
        if (request.Mistake() is { } mistake) throw new ArgumentException(mistake);
        var answer = await GetHeadAsync(atLeast, cancellationToken);
        var place = answer.Head.PlaceOf(request.Number);
        if (place < 0) return null;

        var page = await GetPageAsync(_ => [place], Cursor(request.After) ?? Before(request.To), request.PageSize, atLeast, cancellationToken);
        ImmutableArray<StatementEntry> inPeriod = [.. page.Items.Select(item => item.Entry).TakeWhile(entry => request.From is null || entry.At >= request.From)];
        var reachesBeyond = inPeriod.Length < page.Items.Length;
        var opening = reachesBeyond ? page.Items[inPeriod.Length].Entry.After() : page.Next is null ? default : await BalanceAtAsync(request.From, whenNull: default);
        var closing = request.After is null
            ? inPeriod.IsEmpty ? opening : inPeriod[0].After()
            : await BalanceAtAsync(request.To, whenNull: BalanceOf(answer.Head.Accounts[place]));
        return new()
        {
            Account = new(this.GetPrimaryKeyString(), request.Number),
            Currency = answer.Head.Accounts[place].Currency,
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
            var newest = await GetPageAsync(_ => [place], Before(time), 1, atLeast, cancellationToken);
            return newest.Items.IsEmpty ? default : newest.Items[0].Entry.After();
        }
    }

    private OwnerAccounts Accounts(ReadModelHead<TransactionHistoryHead> answer) =>
        new(this.GetPrimaryKeyString(), answer.Head.Accounts, answer.Position, answer.StaleSince);

    /// <summary>The place in the order of the entries that only those before a time come after.</summary>
    private static ItemCursor? Before(DateTimeOffset? time) => time is { } known ? new ItemCursor(known.UtcTicks, "") : null;

    private static AccountBalance BalanceOf(AccountSummary account) => new(account.Balance, account.Held);
}
