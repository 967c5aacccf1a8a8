using System.Collections.Immutable;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Partitions;

/// <summary>The way to a partition's writer: straight if it runs in this silo, otherwise by a grain call.</summary>
internal sealed class PartitionGateway(LocalPartitions local, IGrainFactory grains)
{
    public Task<AppendReply> AppendAsync(int partition, ImmutableArray<AppendRequest> requests, CancellationToken cancellationToken) =>
        local.Find(partition) is { } committer
            ? committer.AppendAsync(requests)
            : grains.GetGrain<IPartitionGrain>(partition).AppendAsync(requests, cancellationToken);

    /// <inheritdoc cref="IPartitionGrain.EnsureAsync"/>
    public Task EnsureAsync(int partition, CancellationToken cancellationToken) =>
        local.Find(partition) is not null ? Task.CompletedTask : grains.GetGrain<IPartitionGrain>(partition).EnsureAsync(cancellationToken);
}
