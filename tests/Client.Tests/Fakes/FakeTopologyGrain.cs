using CommandProcessor.Grains.Interfaces.Events;
using CommandProcessor.Grains.Interfaces.Topology;

namespace CommandProcessor.Client.Tests.Fakes;

public sealed class FakeTopologyGrain : ITopologyGrain
{
    public Partitioning Partitioning { get; } = new(8);

    public Queue<Exception> Errors { get; } = [];

    public int AskedCount { get; private set; }

    public Task<Partitioning> GetPartitioningAsync(CancellationToken cancellationToken)
    {
        AskedCount++;
        return Errors.TryDequeue(out var error) ? Task.FromException<Partitioning>(error) : Task.FromResult(Partitioning);
    }
}
