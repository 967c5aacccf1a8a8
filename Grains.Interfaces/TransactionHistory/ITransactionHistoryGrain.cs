using CommandProcessor.Grains.Interfaces.Queries;
using Orleans.Concurrency;

namespace CommandProcessor.Grains.Interfaces.TransactionHistory;

/// <summary>The accounts of one owner and all that ever moved on them; its key is the owner.</summary>
/// <remarks>Queries interleave: they change nothing, and must not wait while a delivery is being saved.</remarks>
[Alias("CommandProcessor.ITransactionHistoryGrain")]
public interface ITransactionHistoryGrain : IGrainWithStringKey
{
    /// <summary>The accounts of the owner; of nobody there are none.</summary>
    [AlwaysInterleave, Alias("GetAccounts")]
    Task<OwnerAccounts> GetAccountsAsync(AtLeast atLeast, CancellationToken cancellationToken);

    /// <summary>A page of a statement, newest entries first; null if the owner has no such account.</summary>
    [AlwaysInterleave, Alias("GetStatement")]
    Task<Statement?> GetStatementAsync(StatementRequest request, AtLeast atLeast, CancellationToken cancellationToken);

    /// <summary>The accounts, when they are different from what was shown.</summary>
    [AlwaysInterleave, Alias("WatchAccounts")]
    Task<WatchAnswer<OwnerAccounts>> WatchAccountsAsync(WatchRequest request, CancellationToken cancellationToken);

    /// <summary>The accounts as they were.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [AlwaysInterleave, Alias("GetAccountsAsOf")]
    Task<OwnerAccounts> GetAccountsAsOfAsync(AsOf asOf, CancellationToken cancellationToken);

    /// <summary>A page of a statement, when it is different from what was shown: the newest entries, unless it asks for others.</summary>
    [AlwaysInterleave, Alias("WatchStatement")]
    Task<WatchAnswer<Statement?>> WatchStatementAsync(StatementRequest statement, WatchRequest request, CancellationToken cancellationToken);

    /// <summary>A page of a statement as it was; null if the owner had no such account.</summary>
    /// <exception cref="ArgumentException">The point is not in the journal, or lies after more events than one answer may fold.</exception>
    [AlwaysInterleave, Alias("GetStatementAsOf")]
    Task<Statement?> GetStatementAsOfAsync(StatementRequest request, AsOf asOf, CancellationToken cancellationToken);
}
