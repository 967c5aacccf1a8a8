using System.Collections.Immutable;
using CommandProcessor.Journal;
using Microsoft.Extensions.Logging;

namespace CommandProcessor.Grains.Partitions;

/// <summary>The way to a partition's writer: straight if it runs in this silo, otherwise by a grain call.</summary>
internal sealed partial class PartitionGateway(LocalPartitions local, IGrainFactory grains, ILogger<PartitionGateway> logger)
{
    /// <summary>Never fails: whatever is not known is said to be.</summary>
    public Task<AppendReply> AppendAsync(int partition, ImmutableArray<AppendRequest> requests, CancellationToken cancellationToken) =>
        local.Find(partition) is { } committer ? committer.AppendAsync(requests) : AppendElsewhereAsync(partition, requests, cancellationToken);

    /// <inheritdoc cref="IPartitionGrain.EnsureAsync"/>
    public Task EnsureAsync(int partition, CancellationToken cancellationToken) =>
        local.Find(partition) is not null ? Task.CompletedTask : grains.GetGrain<IPartitionGrain>(partition).EnsureAsync(cancellationToken);

    private async Task<AppendReply> AppendElsewhereAsync(int partition, ImmutableArray<AppendRequest> requests, CancellationToken cancellationToken)
    {
        try
        {
            return await grains.GetGrain<IPartitionGrain>(partition).AppendAsync(requests, cancellationToken);
        }
        catch (Exception exception)
        {
            // A partition in another silo that does not answer: what became of the hand-over will be seen in the journal.
            LogAppendFailed(exception, requests[0].Aggregate.Value, partition);
            return new AppendReply.Unknown(exception.Message);
        }
    }

    [LoggerMessage(1001, LogLevel.Warning, "An append of {Aggregate} got no reply from partition {Partition}.")]
    private partial void LogAppendFailed(Exception exception, string aggregate, int partition);
}
