using CommandProcessor.Grains.Interfaces.Events;

namespace CommandProcessor.Grains.Partitions;

/// <summary>The writers that run in this silo, so that an aggregate beside its partition needs no message to reach it.</summary>
internal sealed class LocalPartitions(Partitioning partitioning)
{
    private readonly PartitionCommitter?[] _committers = new PartitionCommitter?[partitioning.PartitionCount];
    private readonly CommittedTail[] _tails = [.. Enumerable.Range(0, partitioning.PartitionCount).Select(_ => new CommittedTail())];

    public PartitionCommitter? Find(int partition) => Volatile.Read(ref _committers[partition]);

    /// <summary>What the writers of a partition have committed in this silo, one after the other.</summary>
    public CommittedTail TailOf(int partition) => _tails[partition];

    public void Add(PartitionCommitter committer) => Volatile.Write(ref _committers[committer.Partition], committer);

    /// <summary>Removes the writer, unless a newer one stands in its place.</summary>
    public void Remove(PartitionCommitter committer) => Interlocked.CompareExchange(ref _committers[committer.Partition], null, committer);
}
