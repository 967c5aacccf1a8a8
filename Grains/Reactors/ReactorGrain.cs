using CommandProcessor.Grains.Interfaces.Commands;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Partitions;
using CommandProcessor.Grains.Reactors.Runtime;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CommandProcessor.Grains.Reactors;

/// <summary>Keeps the reactors of its partition running as long as their claim lasts. Reentrant, because it only passes on.</summary>
[KeepAlive, Reentrant, PartitionPlacement(SiloRole.Write)]
internal sealed class ReactorGrain(
    ReactorParts parts, LocalPartitions local, PreferredSilos preferred, ILocalSiloDetails silo, IOptions<ReactorOptions> options)
    : Grain, IReactorGrain
{
    private readonly Relocation _relocation = new(preferred, SiloRole.Write, silo.SiloAddress);
    private ReactorPartition? _reactors;

    private int Partition => (int)this.GetPrimaryKeyLong();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        parts.Journal.Partitioning.Require(this.GetPrimaryKeyLong());
        _reactors = await ReactorPartition.StartAsync(Partition, parts, local.TailOf(Partition), cancellationToken);
        _ = LeaveWithClaimAsync(_reactors);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_reactors is not { } reactors) return;

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.DrainTimeoutMs);
        await reactors.StopAsync(deadline.Token);
        await reactors.DisposeAsync();
    }

    public Task<ReactorHealth> PingAsync(CancellationToken cancellationToken)
    {
        var reactors = Running();
        if (_relocation.IsDue(Partition)) MigrateOnIdle(); // Beside its partition, which moves by the same rule.
        return Task.FromResult(reactors.Health(silo.SiloAddress));
    }

    public Task<IReadOnlyList<ParkedReaction>> ReadParkedAsync(CancellationToken cancellationToken) => Task.FromResult(Running().Parked());

    public Task<ReactionRedrive> RedriveAsync(string? reactor, string? process, CancellationToken cancellationToken) =>
        Running().RedriveAsync(reactor, process, cancellationToken);

    private ReactorPartition Running()
    {
        if (_reactors is { Completion.IsCompleted: false } reactors) return reactors;

        DeactivateOnIdle();
        throw new CommandRetryException($"The reactors of partition {Partition} are changing hands.");
    }

    private async Task LeaveWithClaimAsync(ReactorPartition reactors)
    {
        await reactors.Completion;
        DeactivateOnIdle();
    }
}
