using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Journal;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;
using Orleans.Concurrency;

namespace CommandProcessor.Projections.Rebuild;

/// <summary>Holds the build of one partition on the silo that reads the partition. Reentrant: it only starts, stops and looks.</summary>
[Reentrant]
[GrainType("partition-build")]
[PartitionPlacement(SiloRole.Read)]
internal sealed class PartitionBuildGrain(
    IJournal journal, Partitioning partitioning, IEnumerable<ProjectionDescription> projections, IServiceProvider services)
    : Grain, IPartitionBuildGrain, IAsyncDisposable
{
    private IPartitionBuild? _build;
    private int _version;

    private int Partition => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        partitioning.Require(this.GetPrimaryKeyLong());
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => StopAsync(cancellationToken);

    public async Task<PartitionBuildStanding> StandAsync(int version, CancellationToken cancellationToken)
    {
        if (_build is not null && _version != version) await StopAsync(cancellationToken);
        if (_build is null) Start(version);
        var state = await journal.GetStateAsync(Partition, cancellationToken);
        return new(_build?.Position ?? 0, state.Head, _build?.Fault);
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
        this.GetPrimaryKeyLong(out var name);
        var projection = projections.First(known => known.Name == name); // Who asks has looked it up.
        _version = version;
        _build = projection.NewBuild(services, new(projection.Name, version), Partition);
        _build.Start();
    }
}
