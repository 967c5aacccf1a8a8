using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Projections;

/// <summary>
/// Builds versions of a projection beside the one that is shown, and switches between them. The key is the projection's name, such as
/// "customer-orders". What is under way stands in the database and is gone on with by whichever silo runs, until it is done or cancelled; every call
/// returns at once.
/// </summary>
[Alias("CommandProcessor.IProjectionRebuildGrain")]
public interface IProjectionRebuildGrain : IGrainWithStringKey
{
    /// <summary>Builds a new version from the journal, or goes on with one that was cancelled, and shows it as soon as it has caught up.</summary>
    /// <exception cref="ArgumentException">There is no such projection, or a former version of it is being brought back.</exception>
    [Alias("Start")]
    Task<RebuildStanding> StartAsync(CancellationToken cancellationToken);

    /// <summary>Brings the version that was shown before up to date again, and shows it.</summary>
    /// <exception cref="ArgumentException">There is no such projection, or no such version, or a new one is being built.</exception>
    [Alias("GoBack")]
    Task<RebuildStanding> GoBackAsync(CancellationToken cancellationToken);

    /// <param name="version">0 asks for the one that is, or was last, built.</param>
    [Alias("StandOf")]
    Task<RebuildStanding> StandAsync(int version, CancellationToken cancellationToken);

    /// <summary>
    /// Stops what is being built; what is done of it stays. <see cref="StartAsync"/> goes on with a new version, and <see cref="GoBackAsync"/> with a
    /// former one. A version that is shown already is completed in any case.
    /// </summary>
    [Alias("Cancel")]
    Task<RebuildStanding> CancelAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Has all versions deleted that are neither shown nor being built; returns how many. That goes on after the call: <see cref="ListVersionsAsync"/>
    /// tells which are left. Versions of another fold are spared while a silo shows them.
    /// </summary>
    [Alias("DropUnused")]
    Task<int> DropAsync(CancellationToken cancellationToken);

    /// <summary>All versions of the projection, the oldest first.</summary>
    [Alias("ListVersions")]
    Task<ImmutableArray<VersionView>> ListVersionsAsync(CancellationToken cancellationToken);
}
