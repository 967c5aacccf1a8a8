using CommandProcessor.Grains.Interfaces.Projections;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>
/// Does what is to be done about the versions of a view for the silos that fold it by one version of the code. The key is 0, with the view and its fold such
/// as "customer-orders@2".
/// </summary>
[Alias("CommandProcessor.IVersionGrain")]
internal interface IVersionGrain : IGrainWithIntegerCompoundKey
{
    /// <summary>There is something to do, as the database says.</summary>
    [AlwaysInterleave, Alias("Wake")]
    Task WakeAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="IProjectionRebuildGrain.StartAsync"/>
    [AlwaysInterleave, Alias("Start")]
    Task<RebuildStanding> StartAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="IProjectionRebuildGrain.GoBackAsync"/>
    [AlwaysInterleave, Alias("GoBack")]
    Task<RebuildStanding> GoBackAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="IProjectionRebuildGrain.StandAsync"/>
    [AlwaysInterleave, Alias("Stand")]
    Task<RebuildStanding> StandAsync(int version, CancellationToken cancellationToken);

    /// <inheritdoc cref="IProjectionRebuildGrain.CancelAsync"/>
    [AlwaysInterleave, Alias("Cancel")]
    Task<RebuildStanding> CancelAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="IProjectionRebuildGrain.DropAsync"/>
    [AlwaysInterleave, Alias("Drop")]
    Task<int> DropAsync(CancellationToken cancellationToken);
}
