using System.Collections.Immutable;
using CommandProcessor.Journal;

namespace CommandProcessor.Grains.Partitions;

/// <summary>The only writer of one partition; its key is the partition's number.</summary>
[Alias("CommandProcessor.IPartitionGrain")]
public interface IPartitionGrain : IGrainWithIntegerKey
{
    /// <summary>Commits the requests of one aggregate, together with those of others.</summary>
    [Alias("Append")]
    Task<AppendReply> AppendAsync(ImmutableArray<AppendRequest> requests, CancellationToken cancellationToken);

    /// <summary>
    /// Answers when the partition is claimed. What is read from the journal after that can be changed by this claim's epoch only: no
    /// append of an older one is still on its way.
    /// </summary>
    [Alias("Ensure")]
    Task<long> EnsureAsync(CancellationToken cancellationToken);

    /// <summary>Keeps it awake and tells how it is.</summary>
    [Alias("Ping")]
    Task<PartitionHealth> PingAsync(CancellationToken cancellationToken);
}
