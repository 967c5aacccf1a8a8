using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Partitions;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Tests.Partitions;

[Alias("CommandProcessor.Tests.ITallyPartitionGrain")]
internal interface ITallyPartitionGrain : IGrainWithIntegerKey
{
    [AlwaysInterleave, Alias("Count")]
    Task<PartitionAnswer<long>> CountAsync(AtLeast atLeast, CancellationToken cancellationToken);
}

/// <summary>The tally of everybody; its key is 0.</summary>
[Alias("CommandProcessor.Tests.ITallyGrain")]
internal interface ITallyGrain : IGrainWithIntegerKey
{
    [AlwaysInterleave, Alias("Count")]
    Task<long> CountAsync(AtLeastAll atLeast, CancellationToken cancellationToken);

    /// <summary>How many events there are, or by how many tens: whoever watches tens is not told of each one.</summary>
    [AlwaysInterleave, Alias("Watch")]
    Task<WatchAnswer<long>> WatchAsync(int unit, WatchRequest request, CancellationToken cancellationToken);
}

[GrainType(GrainTypeName)]
[PartitionPlacement(SiloRole.Read)]
internal sealed class TallyPartitionGrain(IPartitionProjection<TallyModel> projection, PartitionViewParts parts)
    : PartitionViewGrain<TallyModel>(projection, parts), ITallyPartitionGrain
{
    public const string GrainTypeName = "tally-partition";

    public Task<PartitionAnswer<long>> CountAsync(AtLeast atLeast, CancellationToken cancellationToken) =>
        AskAsync(atLeast, static model => model.Customers.Rows.Values.Sum(row => (long)row.Count), cancellationToken);
}

[StatelessWorker, Reentrant]
internal sealed class TallyGrain(Partitioning partitioning) : MergedViewGrain<ITallyPartitionGrain>(partitioning), ITallyGrain
{
    public async Task<long> CountAsync(AtLeastAll atLeast, CancellationToken cancellationToken) =>
        (await AskAllAsync(atLeast, (grain, one) => grain.CountAsync(one, cancellationToken))).Sum(answer => answer.Value);

    public Task<WatchAnswer<long>> WatchAsync(int unit, WatchRequest request, CancellationToken cancellationToken) =>
        WatchAsync(request, CountAsync, count => $"{count / unit}", cancellationToken);
}
