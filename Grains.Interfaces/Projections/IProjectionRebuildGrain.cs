using System.Collections.Immutable;

namespace CommandProcessor.Grains.Interfaces.Projections;

/// <summary>
/// Builds versions of a projection beside the one that is shown, and switches between them. One grain for each projection; the key is its
/// name, such as "customer-orders".
/// </summary>
[Alias("CommandProcessor.IProjectionRebuildGrain")]
public interface IProjectionRebuildGrain : IGrainWithStringKey
{
    /// <summary>
    /// Builds a new version from the journal, or goes on with one that is unfinished, and shows it as soon as it has caught up. Returns at
    /// once; ask <see cref="StandAsync"/>.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such projection.</exception>
    [Alias("Start")]
    Task<RebuildStanding> StartAsync(CancellationToken cancellationToken);

    /// <summary>Brings the version that was shown before up to date again, and shows it.</summary>
    /// <exception cref="ArgumentException">There is no such projection, or no such version.</exception>
    [Alias("GoBack")]
    Task<RebuildStanding> GoBackAsync(CancellationToken cancellationToken);

    [Alias("Stand")]
    Task<RebuildStanding> StandAsync(CancellationToken cancellationToken);

    /// <summary>Stops a build; what it has done stays, and <see cref="StartAsync"/> goes on with it.</summary>
    [Alias("Cancel")]
    Task<RebuildStanding> CancelAsync(CancellationToken cancellationToken);

    /// <summary>Deletes the rows of all versions that are not shown, at most <paramref name="countMax"/> read models; returns how many.</summary>
    /// <param name="countMax">1 to 100,000. Fewer than that were left if fewer are returned.</param>
    /// <exception cref="ArgumentException">There is no such projection, or a version is being built.</exception>
    [Alias("Drop")]
    Task<int> DropAsync(int countMax, CancellationToken cancellationToken);

    /// <summary>All versions of the projection, the oldest first.</summary>
    [Alias("ListVersions")]
    Task<ImmutableArray<VersionView>> ListVersionsAsync(CancellationToken cancellationToken);
}
