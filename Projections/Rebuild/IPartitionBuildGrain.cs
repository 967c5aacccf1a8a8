using CommandProcessor.Projections.Stores;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>Builds versions of a view in one partition. The key is the partition, with the view and its fold such as "customer-orders@2".</summary>
[Alias("CommandProcessor.IPartitionBuildGrain")]
internal interface IPartitionBuildGrain : IGrainWithIntegerCompoundKey
{
    /// <summary>Builds the version, unless it does already; says how far it is.</summary>
    [AlwaysInterleave, Alias("StandOf")]
    Task<PartitionBuildStanding> StandAsync(int version, CancellationToken cancellationToken);

    [AlwaysInterleave, Alias("Stop")]
    Task StopAsync(CancellationToken cancellationToken);
}

/// <param name="Position">Everything up to it is folded and saved; null until it is known where it goes on.</param>
/// <param name="Head">Position of the newest event in the journal.</param>
/// <param name="Fault">What keeps it from moving; null if nothing does.</param>
[GenerateSerializer, Immutable, Alias("partition-build-standing")]
internal sealed record PartitionBuildStanding([property: Id(0)] long? Position, [property: Id(1)] long Head, [property: Id(2)] string? Fault);
