using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>
/// The checkpoint without a database: offsets committed to Kafka, ownership in a grain. It keeps no sequence number over a restart
/// of the whole cluster, so providers with a sequenced adapter should have a store of their own.
/// </summary>
internal sealed class KafkaCheckpointStore(string provider, KafkaStreamOptions options, IGrainFactory grains, HeldCheckpoints held)
    : ICheckpointStore, IDisposable
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private IConsumer<Ignore, Ignore>? _offsets;

    private IConsumer<Ignore, Ignore> Offsets => _offsets ??= new ConsumerBuilder<Ignore, Ignore>(KafkaClientSettings.PastConsumer(options))
        .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    public static string GrainKeyOf(string provider, CheckpointKey key) => $"{provider}/{key.ConsumerGroup}/{key.Topic}/{key.Partition}";

    public ValueTask<Checkpoint> ReadAsync(CheckpointKey key, CancellationToken cancellationToken) => GrainOf(key).ReadAsync();

    public async ValueTask<Checkpoint?> ClaimAsync(CheckpointKey key, string owner, long after, CancellationToken cancellationToken)
    {
        var committed = await Task.Run(() => Committed(key), cancellationToken);
        var grainKey = GrainKeyOf(provider, key);

        // A grain that is lost between its answer and our hearing of it must not be told that nobody owns the partition.
        held.BeginClaim(grainKey);
        try
        {
            var claimed = await GrainOf(key).ClaimAsync(owner, after, committed);
            if (claimed is not null) held.Hold(grainKey, claimed);
            return claimed;
        }
        finally
        {
            held.EndClaim(grainKey);
        }
    }

    public async ValueTask<bool> SaveAsync(
        CheckpointKey key, long epoch, CheckpointPosition position, bool release, CancellationToken cancellationToken)
    {
        var grainKey = GrainKeyOf(provider, key);
        if (held.Find(grainKey) is not { } own || own.Epoch != epoch) return false;

        // Held before the grain has it: a grain that is made anew in between must not be told less.
        held.Hold(grainKey, own with { Position = position, Released = release });

        // A silo that has gone can tell nobody where it stood: Kafka must.
        if (release) await CommitAsync(key, position);
        var isSaved = await GrainOf(key).SaveAsync(epoch, own.Owner, position, release);
        if (!isSaved) held.Drop(grainKey);
        return isSaved;
    }

    public void Dispose()
    {
        lock (_gate) _offsets?.Dispose();
    }

    private IKafkaCheckpointGrain GrainOf(CheckpointKey key) => grains.GetGrain<IKafkaCheckpointGrain>(GrainKeyOf(provider, key));

    /// <summary>
    /// Asks with a consumer: the admin client's request for a group's offsets (2.16) crashes the process when the group has no coordinator yet.
    /// </summary>
    private CheckpointPosition Committed(CheckpointKey key)
    {
        lock (_gate)
        {
            var offset = Offsets.Committed([new TopicPartition(key.Topic, key.Partition)], AskTimeout)[0].Offset;
            return offset.IsSpecial ? CheckpointPosition.None : new CheckpointPosition(offset.Value, 0);
        }
    }

    /// <summary>Failing is no harm: the grain knows the position as long as it lives, and a commit in the background is under way.</summary>
    private async Task CommitAsync(CheckpointKey key, CheckpointPosition position)
    {
        if (position.NextOffset < 0) return;
        await Task.Run(() =>
        {
            lock (_gate) Offsets.Commit([new TopicPartitionOffset(key.Topic, key.Partition, position.NextOffset)]);
        }).WaitAsync(AskTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
