using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>Where an operator asks: looks into the database, or hands on to the grain that does the work for the fold of this silo.</summary>
[StatelessWorker, Reentrant]
[GrainType("projection-rebuild")]
internal sealed class ProjectionRebuildGrain(VersionStore versions, IEnumerable<ProjectionDescription> projections) : Grain, IProjectionRebuildGrain
{
    private IVersionGrain Work => GrainFactory.GetGrain<IVersionGrain>(0, ViewFold.Of(Find()).ToString());

    public Task<RebuildStanding> StartAsync(CancellationToken cancellationToken) => Work.StartAsync(cancellationToken);

    public Task<RebuildStanding> GoBackAsync(CancellationToken cancellationToken) => Work.GoBackAsync(cancellationToken);

    public Task<RebuildStanding> StandAsync(int version, CancellationToken cancellationToken) => Work.StandAsync(version, cancellationToken);

    public Task<RebuildStanding> CancelAsync(CancellationToken cancellationToken) => Work.CancelAsync(cancellationToken);

    public Task<int> DropAsync(CancellationToken cancellationToken) => Work.DropAsync(cancellationToken);

    public async Task<ImmutableArray<VersionView>> ListVersionsAsync(CancellationToken cancellationToken)
    {
        var view = Find();
        return
        [
            .. (await versions.ReadAsync(cancellationToken)).Where(version => version.Model.Projection == view.Name).Select(version => new VersionView(
                version.Model.Version, version.Fold, version.State.ToString().ToLowerInvariant(), version.ChangedAt, version.Verdict)),
        ];
    }

    private ProjectionDescription Find() => projections.Require(this.GetPrimaryKeyString());
}
