using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Interfaces.Topology;

/// <summary>Tells callers how the journal they speak to is cut. One key, 0.</summary>
[Alias("CommandProcessor.ITopologyGrain")]
public interface ITopologyGrain : IGrainWithIntegerKey
{
    [Alias("GetPartitioning")]
    Task<Partitioning> GetPartitioningAsync(CancellationToken cancellationToken);
}
