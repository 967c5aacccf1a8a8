using System.Collections.Immutable;
using CommandProcessor.Grains.Interfaces.Placement;
using CommandProcessor.Grains.Interfaces.Reactors;
using CommandProcessor.Grains.Reactors.Runtime;
using Orleans.Concurrency;

namespace CommandProcessor.Grains.Reactors;

/// <summary>Reentrant: it holds no state, and one redrive must not wait for another. It lives where reactors do, for only there are they known.</summary>
[Reentrant, PartitionPlacement(SiloRole.Write)]
internal sealed class ReactorAdminGrain(ReactorParts parts, IGrainFactory grains) : Grain, IReactorAdminGrain
{
    private ImmutableArray<string> Names => [.. parts.Reactors.Select(reactor => reactor.Name), ParkedReaction.DueTimes];

    public Task<ImmutableArray<string>> ListReactorsAsync(CancellationToken cancellationToken) => Task.FromResult(Names);

    public async Task<ReactionRedrive> RedriveAsync(string? reactor, string? process, int partition, CancellationToken cancellationToken)
    {
        if (reactor is not null && !Names.Contains(reactor)) throw new ArgumentException($"There is no reactor '{reactor}'; there are {string.Join(", ", Names)}.");
        var partitioning = parts.Journal.Partitioning;
        if (!partitioning.Has(partition)) throw new ArgumentException($"Partition {partition} is not between 0 and {partitioning.PartitionCount - 1}.");

        var redrive = await grains.GetGrain<IReactorGrain>(partition).RedriveAsync(reactor, process, cancellationToken);
        return redrive with { Next = partitioning.Has(partition + 1) ? partition + 1 : null };
    }
}
