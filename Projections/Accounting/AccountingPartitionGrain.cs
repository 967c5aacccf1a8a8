using CommandProcessor.Grains.Interfaces.Accounting;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;

namespace CommandProcessor.Projections.Accounting;

/// <summary>Keeps the books of one partition.</summary>
[GrainType(GrainTypeName)]
[HostedView(AccountingProjection.ProjectionName)]
[PartitionPlacement(SiloRole.Read)]
public sealed class AccountingPartitionGrain(IPartitionProjection<AccountingModel> projection, PartitionViewParts parts)
    : PartitionViewGrain<AccountingModel>(projection, parts), IAccountingPartitionGrain
{
    public const string GrainTypeName = "accounting-partition";

    public Task<PartitionAnswer<LedgerPart>> GetTotalsAsync(DateOnly? atEndOf, AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync(atLeast, model => AccountingAnswers.TotalsOf(model, atEndOf), cancellationToken);

    public Task<PartitionAnswer<LedgerPart>> GetIncomeAsync(IncomeRequest request, AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync(atLeast, model => AccountingAnswers.IncomeOf(model, request), cancellationToken);

    public Task<LogPage<JournalEntry>> GetJournalAsync(LogPageRequest request, AtLeast atLeast, CancellationToken cancellationToken) =>
        GetPageAsync(static model => model.Journal, request, atLeast, cancellationToken);
}
