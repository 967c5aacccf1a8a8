using System.Collections.Concurrent;
using Confluent.Kafka;

namespace Orleans.Streams.Kafka;

/// <summary>
/// The checkpoint without a database: offsets committed to Kafka, ownership in a grain. It keeps no sequence number over a restart
/// of the whole cluster, so providers with a sequenced adapter should have a store of their own.
/// </summary>
internal sealed class KafkaCheckpointStore(string provider, KafkaStreamOptions options, IGrainFactory grains) : ICheckpointStore, IDisposable
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private IConsumer<Ignore, Ignore>? _reader;
    private readonly ConcurrentDictionary<CheckpointKey, string> _owners = new();

    public ValueTask<Checkpoint> ReadAsync(CheckpointKey key, CancellationToken cancellationToken) => GrainOf(key).ReadAsync();

    public async ValueTask<Checkpoint> ClaimAsync(CheckpointKey key, string owner, CancellationToken cancellationToken)
    {
        _owners[key] = owner;
        return await GrainOf(key).ClaimAsync(owner, await Task.Run(() => Committed(key), cancellationToken));
    }

    public ValueTask<bool> SaveAsync(
        CheckpointKey key, long epoch, CheckpointPosition position, bool release, CancellationToken cancellationToken) =>
        GrainOf(key).SaveAsync(epoch, _owners.GetValueOrDefault(key, ""), position, release);

    public void Dispose()
    {
        lock (_gate) _reader?.Dispose();
    }

    private IKafkaCheckpointGrain GrainOf(CheckpointKey key) =>
        grains.GetGrain<IKafkaCheckpointGrain>($"{provider}/{key.ConsumerGroup}/{key.Topic}/{key.Partition}");

    /// <summary>
    /// Asks with a consumer: the admin client's request for a group's offsets (2.16) crashes the process when the group has no coordinator yet.
    /// </summary>
    private CheckpointPosition Committed(CheckpointKey key)
    {
        lock (_gate)
        {
            _reader ??= new ConsumerBuilder<Ignore, Ignore>(KafkaClientSettings.PastConsumer(options))
                .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
            var offset = _reader.Committed([new TopicPartition(key.Topic, key.Partition)], AskTimeout)[0].Offset;
            return offset.IsSpecial ? CheckpointPosition.None : new CheckpointPosition(offset.Value, 0);
        }
    }
}
