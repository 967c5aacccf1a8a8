using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Projections;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Partitions;

/// <summary>What the shell asks of a view over everybody, for one partition: the grain's key.</summary>
[Alias("CommandProcessor.IPartitionViewGrain")]
public interface IPartitionViewGrain : IGrainWithIntegerKey
{
    /// <summary>Wakes it; says how it stands.</summary>
    [AlwaysInterleave, Alias("Ping")]
    Task<ViewHealth> PingAsync(CancellationToken cancellationToken);

    /// <summary>Folds the partition anew from its first event; returns what waits then.</summary>
    [AlwaysInterleave, Alias("Refold")]
    Task<ImmutableArray<ParkedReadModel>> RefoldAsync(CancellationToken cancellationToken);
}

/// <summary>How a view over everybody stands in one partition.</summary>
/// <param name="Position">Of the newest event that it shows.</param>
/// <param name="Fault">What keeps it from moving; null if nothing does.</param>
[GenerateSerializer, Immutable, Alias("view-health")]
public sealed record ViewHealth([property: Id(0)] long Position, [property: Id(1)] string? Fault);
