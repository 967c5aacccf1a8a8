using System.Collections.Concurrent;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Orleans.Streams.Kafka;

/// <summary>
/// The checkpoint without a database: offsets committed to Kafka, ownership in a grain. It keeps no sequence number over a restart
/// of the whole cluster, so providers with a sequenced adapter should have a store of their own.
/// </summary>
internal sealed class KafkaCheckpointStore(string provider, KafkaStreamOptions options, IGrainFactory grains) : ICheckpointStore, IDisposable
{
    private readonly Lazy<IAdminClient> _admin = new(() =>
        new AdminClientBuilder(KafkaClientSettings.Admin(options)).SetLogHandler((_, _) => { }).Build());

    private readonly ConcurrentDictionary<CheckpointKey, string> _owners = new();

    public ValueTask<Checkpoint> ReadAsync(CheckpointKey key, CancellationToken cancellationToken) => GrainOf(key).ReadAsync();

    public async ValueTask<Checkpoint> ClaimAsync(CheckpointKey key, string owner, CancellationToken cancellationToken)
    {
        _owners[key] = owner;
        return await GrainOf(key).ClaimAsync(owner, await CommittedAsync(key).WaitAsync(cancellationToken));
    }

    public ValueTask<bool> SaveAsync(
        CheckpointKey key, long epoch, CheckpointPosition position, bool release, CancellationToken cancellationToken) =>
        GrainOf(key).SaveAsync(epoch, _owners.GetValueOrDefault(key, ""), position, release);

    public void Dispose()
    {
        if (_admin.IsValueCreated) _admin.Value.Dispose();
    }

    private IKafkaCheckpointGrain GrainOf(CheckpointKey key) =>
        grains.GetGrain<IKafkaCheckpointGrain>($"{provider}/{key.ConsumerGroup}/{key.Topic}/{key.Partition}");

    private async Task<CheckpointPosition> CommittedAsync(CheckpointKey key)
    {
        var place = new TopicPartition(key.Topic, key.Partition);
        var results = await _admin.Value.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(key.ConsumerGroup, [place])]);
        var offset = results[0].Partitions.Find(partition => partition.TopicPartition == place)?.Offset ?? Offset.Unset;
        return offset.IsSpecial ? CheckpointPosition.None : new CheckpointPosition(offset.Value, 0);
    }
}
