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
}
