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

    /// <summary>Folds the partition anew from its first event. That may take longer than a call: then it goes on, and is asked about again.</summary>
    /// <param name="since">The generation of the answer before; null for the first.</param>
    /// <param name="onlyParked">Does nothing if no key waits.</param>
    [AlwaysInterleave, Alias("Redrive")]
    Task<RedriveStanding> RedriveAsync(long? since, bool onlyParked, CancellationToken cancellationToken);
}

/// <summary>How far a partition is folded anew.</summary>
/// <param name="Generation">Of the fold that is replaced; when it is done, of the one that is shown.</param>
/// <param name="IsDone">False if it goes on.</param>
/// <param name="ParkedCount">Keys that waited when it began; when it is done, those that wait now.</param>
/// <param name="Freed">How many of those wait no more; null if it goes on, or was done by an activation that has ended.</param>
/// <param name="Parked">What waits now; empty if it goes on.</param>
[GenerateSerializer, Immutable, Alias("redrive-standing")]
public sealed record RedriveStanding(
    [property: Id(0)] long Generation,
    [property: Id(1)] bool IsDone,
    [property: Id(2)] int ParkedCount,
    [property: Id(3)] int? Freed,
    [property: Id(4)] ImmutableArray<ParkedReadModel> Parked);

/// <summary>How a view over everybody stands in one partition.</summary>
/// <param name="Position">Of the newest event that it shows.</param>
/// <param name="Fault">What keeps it from moving; null if nothing does.</param>
/// <param name="Version">The version of the view that it shows.</param>
/// <param name="Generation">Of the fold that it shows: another once the partition is folded anew.</param>
[GenerateSerializer, Immutable, Alias("view-health")]
public sealed record ViewHealth(
    [property: Id(0)] long Position, [property: Id(1)] string? Fault, [property: Id(2)] int Version, [property: Id(3)] long Generation);
