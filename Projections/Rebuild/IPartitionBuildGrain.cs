using CommandProcessor.Projections.Stores;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>Builds versions of a projection in one partition. The key is the partition, with the projection's name.</summary>
[Alias("CommandProcessor.IPartitionBuildGrain")]
internal interface IPartitionBuildGrain : IGrainWithIntegerCompoundKey
{
    /// <summary>Builds the version, unless it does already; says how far it is.</summary>
    [AlwaysInterleave, Alias("Stand")]
    Task<PartitionBuildStanding> StandAsync(int version, CancellationToken cancellationToken);

    [AlwaysInterleave, Alias("Stop")]
    Task StopAsync(CancellationToken cancellationToken);
}

/// <param name="Position">Everything up to it is folded and saved.</param>
/// <param name="Head">Position of the newest event in the journal.</param>
/// <param name="Fault">What keeps it from moving; null if nothing does.</param>
[GenerateSerializer, Immutable, Alias("partition-build-standing")]
internal sealed record PartitionBuildStanding([property: Id(0)] long Position, [property: Id(1)] long Head, [property: Id(2)] string? Fault);
