using CommandProcessor.Journal;
using CommandProcessor.Projections.Stores;
using CommandProcessor.Silo.Hosting;

namespace CommandProcessor.Silo.Monitoring;

/// <summary>
/// Measures how far the road and the read side are behind the journal, from the databases alone: it is as true when whoever should be
/// reading is dead. The checkpoint is at most <see cref="Orleans.Streams.Kafka.KafkaStreamOptions.CheckpointPeriodMs"/> old, so it never
/// says less than the truth.
/// </summary>
internal sealed class LagMeter(IJournal journal, ConsumerCheckpoints checkpoints, SiloOptions options)
{
    public int PartitionCount => journal.Partitioning.PartitionCount;

    public async Task<IReadOnlyList<PartitionLag>> MeasureAsync(CancellationToken cancellationToken)
    {
        var lags = new PartitionLag[PartitionCount];
        for (var partition = 0; partition < lags.Length; partition++) lags[partition] = await MeasureAsync(partition, cancellationToken);
        return lags;
    }

    /// <summary>Events in the journal that are not yet saved in every read model that they concern.</summary>
    public async Task<long> CountUnreadAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        for (var partition = 0; partition < PartitionCount; partition++)
        {
            var (state, read) = await ReadAsync(partition, cancellationToken);
            count += Math.Max(0, state.Head - read);
        }

        return count;
    }

    private async Task<PartitionLag> MeasureAsync(int partition, CancellationToken cancellationToken)
    {
        var (state, read) = await ReadAsync(partition, cancellationToken);
        var unpublishedSince = await FindTimeAfterAsync(state, state.Published, cancellationToken);
        var unreadSince = read == state.Published ? unpublishedSince : await FindTimeAfterAsync(state, read, cancellationToken);
        return new(partition, state.Head, state.Published, read, unpublishedSince, unreadSince);
    }

    private async Task<(PartitionState State, long Read)> ReadAsync(int partition, CancellationToken cancellationToken)
    {
        var state = await journal.GetStateAsync(partition, cancellationToken);
        var checkpoint = await checkpoints.ReadAsync(new(options.Kafka.ConsumerGroup, options.Kafka.Topic, partition), cancellationToken);
        return (state, checkpoint?.Sequence ?? 0);
    }

    private async Task<DateTimeOffset?> FindTimeAfterAsync(PartitionState state, long position, CancellationToken cancellationToken)
    {
        if (position >= state.Head) return null;
        var next = await journal.ReadPartitionAsync(state.Partition, position + 1, countMax: 1, cancellationToken);
        return next.Count == 0 ? null : next[0].RecordedAt;
    }
}
