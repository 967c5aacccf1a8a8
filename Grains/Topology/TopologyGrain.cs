using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Topology;
using Orleans.Concurrency;

namespace CommandProcessor.Grains.Topology;

[StatelessWorker(maxLocalWorkers: 1)]
internal sealed class TopologyGrain(Partitioning partitioning) : Grain, ITopologyGrain
{
    public Task<Partitioning> GetPartitioningAsync(CancellationToken cancellationToken) => Task.FromResult(partitioning);
}
