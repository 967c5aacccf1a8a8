using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>
/// Holds the build of one partition, on a silo that folds the view as the build wants it. Reentrant: it only starts, stops and looks. A build that nobody
/// asks about any more ends with this grain.
/// </summary>
[Reentrant]
[CollectionAgeLimit(Minutes = 2)]
[GrainType("partition-build")]
[PartitionPlacement(SiloRole.Read, isByView: true)]
internal sealed class PartitionBuildGrain(
    IJournal journal, Partitioning partitioning, IEnumerable<ProjectionDescription> projections, IServiceProvider services)
    : Grain, IPartitionBuildGrain, IAsyncDisposable
{
    private IPartitionBuild? _build;
    private int _version;

    private int Partition => (int)this.GetPrimaryKeyLong();

    private ProjectionDescription View
    {
        get
        {
            this.GetPrimaryKeyLong(out var key);
            return ViewFold.Parse(key).Require(projections);
        }
    }

    /// <summary>Where the folds of the silos were not known yet, it may have been placed wrongly: then it fails, and is placed anew.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        partitioning.Require(this.GetPrimaryKeyLong());
        _ = View;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => StopAsync(cancellationToken);

    public async Task<PartitionBuildStanding> StandAsync(int version, CancellationToken cancellationToken)
    {
        if (_build is not null && _version != version) await StopAsync(cancellationToken);
        if (_build is null) Start(version);
        var state = await journal.GetStateAsync(Partition, cancellationToken);
        return new(_build?.Position, state.Head, _build?.Fault);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_build is not { } build) return;
        _build = null;
        await build.StopAsync(cancellationToken);
        await build.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_build is not null) await _build.DisposeAsync();
    }

    private void Start(int version)
    {
        var view = View;
        _version = version;
        _build = view.NewBuild(services, new(view.Name, version), Partition);
        _build.Start();
    }
}
