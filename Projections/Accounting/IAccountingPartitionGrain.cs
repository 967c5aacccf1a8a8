using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Accounting;

/// <summary>The books of one partition: the grain's key.</summary>
[Alias("CommandProcessor.IAccountingPartitionGrain")]
public interface IAccountingPartitionGrain : IPartitionViewGrain
{
    [Alias("GetTotals")]
    Task<PartitionAnswer<LedgerPart>> GetTotalsAsync(DateOnly? atEndOf, AtLeast atLeast, CancellationToken cancellationToken);

    [Alias("GetIncome")]
    Task<PartitionAnswer<LedgerPart>> GetIncomeAsync(IncomeRequest request, AtLeast atLeast, CancellationToken cancellationToken);

    [Alias("GetJournal")]
    Task<LogPage<JournalEntry>> GetJournalAsync(LogPageRequest request, AtLeast atLeast, CancellationToken cancellationToken);
}
